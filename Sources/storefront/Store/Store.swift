import Foundation
import GRDB

/// The shop's database: SQLite with a write-ahead log and a bounded pool of connections.
///
/// Several instances and workers share one file. Reads never wait for writes; writes of
/// different processes take turns.
final class Store: Sendable {
    /// The database file is not there, and a reader must not make an empty one.
    struct Missing: Error, Equatable {
        let path: String
    }

    let checkouts: Checkouts
    private let pool: DatabasePool

    /// Opens an existing database.
    ///
    /// The limit of `checkouts` is also the size of the pool.
    init(path: String, checkouts: Checkouts) throws {
        guard FileManager.default.fileExists(atPath: path) else { throw Missing(path: path) }
        self.checkouts = checkouts
        // One more than the limit: checks and metrics must not wait behind customers.
        let configuration = Self.configuration(readers: checkouts.limit + 1)
        pool = try DatabasePool(path: path, configuration: configuration)
    }

    static func configuration(readers: Int) -> Configuration {
        var configuration = Configuration()
        configuration.maximumReaderCount = readers
        configuration.busyMode = .callback(waitForTurn)
        configuration.prepareDatabase { database in
            // With a write-ahead log this survives a killed process; only a machine that loses
            // power may lose the last writes, and none of them half.
            try database.execute(sql: "PRAGMA synchronous = NORMAL")
        }
        return configuration
    }

    /// Waits for another process to end its write: a millisecond or two at a time, 5 s in all.
    ///
    /// SQLite's own wait grows to 100 ms a step, which one unlucky customer in a hundred notices.
    @Sendable private static func waitForTurn(attempts: Int) -> Bool {
        usleep(UInt32.random(in: 500...1_500))
        return attempts < 5_000
    }

    /// Reads with one of the bounded connections.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws -> Value {
        try await checkouts.withConnection { try await pool.read(body) }
    }

    /// Writes in one transaction, with one of the bounded connections.
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws -> Value {
        try await checkouts.withConnection { try await pool.write(body) }
    }

    /// Reads beside the bound, for checks and metrics.
    func inspect<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws -> Value {
        try await pool.read(body)
    }

    /// Takes a connection and keeps a read open on it, for as long as the result lives.
    ///
    /// Its checkout is never given back: this is what a leak is made of.
    func leakConnection() async throws -> DatabaseSnapshot {
        try await checkouts.checkOut()
        return try pool.makeSnapshot()
    }
}
