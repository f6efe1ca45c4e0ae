import ArgumentParser

/// Prints the version a database is at.
struct SchemaCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Print the version of the database's tables, and nothing else."
    )

    @OptionGroup var databaseOptions: DatabaseOptions

    func run() async throws {
        let driver = try databaseOptions.address.driver(readers: 1, patience: Store.patience)
        Console.say(String(try await driver.read(Schema.version)))
    }
}
