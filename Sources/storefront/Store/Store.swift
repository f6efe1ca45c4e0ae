import Foundation

/// The shop's database, with a bound on how much of it is used at the same time.
///
/// Several instances and workers share one, in a file or on a server.
final class Store: Sendable {
    /// The database file is not there, and a reader must not make an empty one.
    struct Missing: Error, Equatable, CustomStringConvertible, LocalizedError {
        let path: String

        var description: String { "there is no database file at \(path)" }
        var errorDescription: String? { description }
    }

    /// How long a statement of the shop may wait for a lock.
    static let patience: Duration = .seconds(5)

    let checkouts: Checkouts
    /// The columns this revision works with.
    let generation: Generation
    private let driver: any DatabaseDriver

    /// A store over an existing database.
    init(_ address: DatabaseAddress, checkouts: Checkouts, generation: Generation) throws {
        self.checkouts = checkouts
        self.generation = generation
        // One more than the limit: checks and metrics must not wait behind customers.
        driver = try address.driver(readers: checkouts.limit + 1, patience: Self.patience)
    }

    /// Reads with one of the bounded connections.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any DatabaseSession) throws -> Value
    ) async throws -> Value {
        try await checkouts.withConnection { try await driver.read(body) }
    }

    /// Writes in one transaction, with one of the bounded connections.
    @discardableResult
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (any DatabaseSession) throws -> Value
    ) async throws -> Value {
        try await checkouts.withConnection { try await driver.write(body) }
    }

    /// Reads beside the bound, for checks and metrics.
    func inspect<Value: Sendable>(
        _ body: @escaping @Sendable (any DatabaseSession) throws -> Value
    ) async throws -> Value {
        try await driver.read(body)
    }

    /// Takes a connection and keeps a read open on it, for as long as the result lives.
    ///
    /// Its checkout is never given back: this is what a leak is made of.
    func leakConnection() async throws -> any Sendable {
        try await checkouts.checkOut()
        return try await driver.hold()
    }
}
