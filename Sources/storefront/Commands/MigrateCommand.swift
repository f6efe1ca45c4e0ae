import ArgumentParser

/// Brings a database to a version.
struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate",
        abstract: "Bring the database to the version this build needs, or to another.",
        discussion: """
            Without --to the database gets what this build needs, the backfill included. A \
            backfill does one batch and prints, as its last line, how many rows are left.
            """
    )

    @OptionGroup var databaseOptions: DatabaseOptions

    @Option(help: "The version to reach.")
    var to: SchemaTarget?

    @Flag(help: "Fill one batch of the rows that expand left empty.")
    var backfill = false

    @Option(help: "Rows of one batch.")
    var batch = 500

    @Option(
        help: "Print the statements that lead to this version, for PostgreSQL if none is named."
    )
    var print: SchemaTarget?

    @Option(help: "Seconds a statement may wait for a lock.")
    var lockTimeout = 5.0

    func validate() throws {
        guard [to != nil, backfill, print != nil].count(where: { $0 }) <= 1 else {
            throw ValidationError("One of --to, --backfill and --print at a time.")
        }
        guard batch > 0, lockTimeout > 0 else {
            throw ValidationError("The batch and the time are above 0.")
        }
    }

    func run() async throws {
        if let print { return printStep(print.version) }
        let address = try databaseOptions.address
        do {
            if backfill {
                try await fillBatch(of: address)
            } else {
                try await migrate(address)
            }
        } catch let failure as DatabaseFailure {
            let state =
                if let version = try? await version(of: address) {
                    "\(address) is at version \(version), and nothing was half done"
                } else {
                    "which version \(address) is at cannot be read now"
                }
            Console.complain("not migrated: \(failure). \(state).")
            throw ExitCode.failure
        }
    }

    private var patience: Duration { .seconds(lockTimeout) }

    private func printStep(_ version: Int) {
        let dialect = databaseOptions.named?.dialect ?? .postgres
        for step in Schema.steps where step.number == version {
            Console.say(step.text(dialect, patience: patience))
        }
    }

    private func fillBatch(of address: DatabaseAddress) async throws {
        let driver = try address.driver(readers: 1, patience: patience)
        Console.say(String(try await Schema.backfill(driver, batch: batch)))
    }

    private func migrate(_ address: DatabaseAddress) async throws {
        let generation = Generation(version: BuildStamp.running.version)
        let steps =
            if let to {
                try await Schema.migrate(address, to: to.version, patience: patience)
            } else {
                try await Schema.prepare(address, for: generation, patience: patience)
            }
        for step in steps { Console.say("migrated: \(step.number) \(step.name)") }
        Console.say("\(address) is at version \(try await version(of: address))")
    }

    private func version(of address: DatabaseAddress) async throws -> Int {
        try await address.driver(readers: 1, patience: patience).read(Schema.version)
    }
}
