/// A way to a database: transactions on connections that it keeps for the next.
///
/// How many run at the same time is bounded by those who call, see ``Checkouts``.
protocol DatabaseDriver: Sendable {
    /// Runs `body` on an unchanging view of the database.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any DatabaseSession) throws -> Value
    ) async throws -> Value

    /// Runs `body` in a transaction: all of its changes happen, or none.
    @discardableResult
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (any DatabaseSession) throws -> Value
    ) async throws -> Value

    /// Takes a connection and keeps a read open on it, for as long as the result lives.
    func hold() async throws -> any Sendable
}
