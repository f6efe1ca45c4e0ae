/// One change of the shop's tables, carried out whole or not at all.
struct SchemaStep: Sendable {
    /// The version the schema is at after it.
    let number: Int
    let name: String
    /// What it does to the tables.
    let statements: @Sendable (Dialect) -> String
    /// A reason why it must not be done now, if there is one.
    var obstacle: @Sendable (any DatabaseSession) throws -> String? = { _ in nil }
    /// What it puts into the tables afterwards.
    var fill: @Sendable (any DatabaseSession) throws -> Void = { _ in }

    /// Carries the step out, but for the note that it was.
    func carryOut(_ session: any DatabaseSession) throws {
        if let reason = try obstacle(session) { throw DatabaseFailure(reason) }
        let statements = statements(session.dialect)
        if !statements.isEmpty { try session.script(statements) }
        try fill(session)
    }

    /// The step as a file that a person or a linter can read.
    func text(_ dialect: Dialect, patience: Duration) -> String {
        let limits = dialect.limits(patience: patience).map { $0 + ";\n" }.joined()
        return """
            -- Version \(number) of the shop's tables: \(name) (\(dialect.rawValue)).
            BEGIN;
            \(limits)\(statements(dialect))
            INSERT INTO schemaStep (number, name) VALUES (\(number), '\(name)');
            COMMIT;
            """
    }
}
