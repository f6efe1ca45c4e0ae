import GRDB

extension Database {
    /// Carries out a statement that is compiled once for each connection.
    func executeCached(sql: String, arguments: StatementArguments) throws {
        try cachedStatement(sql: sql).execute(arguments: arguments)
    }
}
