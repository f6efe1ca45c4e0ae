import Dispatch
import Synchronization

/// PostgreSQL, over connections that are kept from one transaction to the next.
///
/// A connection is opened when none is idle, so there are never more than callers at one time.
final class PostgresDriver: DatabaseDriver {
    private let url: String
    private let patience: Duration
    private let idle = Mutex<[PostgresConnection]>([])
    private let queue = DispatchQueue(label: "PostgreSQL", attributes: .concurrent)

    /// Asks nobody yet.
    ///
    /// - Parameters:
    ///   - url: As `psql` takes it.
    ///   - patience: How long a statement may wait for a lock.
    init(url: String, patience: Duration) {
        self.url = url
        self.patience = patience
    }

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any DatabaseSession) throws -> Value
    ) async throws -> Value {
        try await transaction("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", body)
    }

    func write<Value: Sendable>(
        _ body: @escaping @Sendable (any DatabaseSession) throws -> Value
    ) async throws -> Value {
        try await transaction("BEGIN", body)
    }

    func hold() async throws -> any Sendable {
        try await onThread { try self.begin("BEGIN READ ONLY") }
    }

    private func transaction<Value: Sendable>(
        _ beginning: String,
        _ body: @escaping @Sendable (any DatabaseSession) throws -> Value
    ) async throws -> Value {
        try await onThread {
            let connection = try self.begin(beginning)
            do {
                let value = try body(connection)
                try connection.script("COMMIT")
                self.keep(connection)
                return value
            } catch {
                // Where even this does not work the connection is closed with what was open on it.
                if (try? connection.script("ROLLBACK")) != nil { self.keep(connection) }
                throw error
            }
        }
    }

    /// A connection with a transaction open on it.
    ///
    /// One that was kept may have been closed since by the server; nothing was asked on it yet, so
    /// another one may be.
    private func begin(_ beginning: String) throws -> PostgresConnection {
        while let kept = idle.withLock({ $0.popLast() }) {
            if (try? kept.script(beginning)) != nil { return kept }
        }
        let connection = try PostgresConnection(url: url, patience: patience)
        try connection.script(beginning)
        return connection
    }

    private func keep(_ connection: PostgresConnection) {
        idle.withLock { $0.append(connection) }
    }

    /// Waits for a server on a thread that may wait, which those of Swift's own tasks may not.
    private func onThread<Value: Sendable>(
        _ body: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result(catching: body)) }
        }
    }
}
