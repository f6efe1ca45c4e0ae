import ArgumentParser

/// Counts the jobs.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Count the jobs, and say when which revision took them.",
        discussion: """
            Exit code 1 when a job was lost or done twice, and with --exclusive also when two \
            revisions took jobs at the same time; else 0.
            """
    )

    @OptionGroup var databaseOptions: DatabaseOptions

    @Flag(help: "Print one line of JSON; times are in seconds since 1970.")
    var json = false

    @Flag(help: "Fail when two revisions took jobs at the same time.")
    var exclusive = false

    func run() async throws {
        let driver = try databaseOptions.address.driver(readers: 1, patience: Store.patience)
        let audit = try await Audit.read(driver)
        Console.say(json ? try audit.json : audit.text)
        guard audit.isSound, audit.isExclusive || !exclusive else { throw ExitCode.failure }
    }
}
