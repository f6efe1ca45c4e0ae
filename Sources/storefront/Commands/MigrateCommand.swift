import ArgumentParser

/// Brings a database to the version this build needs.
struct MigrateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate",
        abstract: "Bring the database to the version this build needs."
    )

    @OptionGroup var databaseOptions: DatabaseOptions

    func run() throws {
        let path = try databaseOptions.path
        for step in try Schema.migrate(database: path) {
            Console.say("migrated: \(step)")
        }
        Console.say("\(path) is at version \(Schema.version)")
    }
}
