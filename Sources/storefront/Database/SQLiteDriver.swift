import Foundation
import GRDB

/// SQLite with a write-ahead log.
///
/// Several instances and workers share one file. Reads never wait for writes; writes of
/// different processes take turns.
struct SQLiteDriver: DatabaseDriver {
    private let pool: DatabasePool

    /// Opens a file, which is made if there is none.
    init(path: String, readers: Int, patience: Duration) throws {
        pool = try Self.clearly {
            try DatabasePool(
                path: path,
                configuration: Self.configuration(readers: readers, patience: patience)
            )
        }
    }

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any DatabaseSession) throws -> Value
    ) async throws -> Value {
        try await pool.read { database in
            try Self.clearly { try body(SQLiteSession(database: database)) }
        }
    }

    func write<Value: Sendable>(
        _ body: @escaping @Sendable (any DatabaseSession) throws -> Value
    ) async throws -> Value {
        do {
            return try await pool.write { try body(SQLiteSession(database: $0)) }
        } catch let error as DatabaseError {
            throw DatabaseFailure(error)
        }
    }

    func hold() async throws -> any Sendable {
        try Self.clearly { try pool.makeSnapshot() }
    }

    private static func configuration(readers: Int, patience: Duration) -> Configuration {
        var configuration = Configuration()
        configuration.maximumReaderCount = readers
        let turns = Int(patience / .milliseconds(1))
        // A millisecond or two at a time: SQLite's own wait grows to 100 ms a step, which one
        // unlucky customer in a hundred notices.
        configuration.busyMode = .callback { attempts in
            usleep(UInt32.random(in: 500...1_500))
            return attempts < turns
        }
        configuration.prepareDatabase { database in
            // With a write-ahead log this survives a killed process; only a machine that loses
            // power may lose the last writes, and none of them half.
            try database.execute(sql: "PRAGMA synchronous = NORMAL")
        }
        return configuration
    }

    private static func clearly<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw DatabaseFailure(error)
        }
    }
}

/// A transaction of SQLite.
private struct SQLiteSession: DatabaseSession {
    let database: Database

    var dialect: Dialect { .sqlite }

    func rows(_ statement: String, _ arguments: [any SQLConvertible]) throws -> [SQLRow] {
        let prepared = try database.cachedStatement(sql: statement)
        let names = prepared.columnNames.enumerated().map { ($1.lowercased(), $0) }
        let columns = SQLRow.Columns(names) { first, _ in first }
        return try Row.fetchAll(prepared, arguments: Self.values(arguments)).map { row in
            SQLRow(columns: columns, values: row.databaseValues.map(SQLValue.init))
        }
    }

    func execute(_ statement: String, _ arguments: [any SQLConvertible]) throws -> Int {
        try database.cachedStatement(sql: statement).execute(arguments: Self.values(arguments))
        return database.changesCount
    }

    func script(_ statements: String) throws {
        try database.execute(sql: statements)
    }

    private static func values(_ arguments: [any SQLConvertible]) -> StatementArguments {
        StatementArguments(
            arguments.map { argument in
                switch argument.sqlValue {
                case .null: DatabaseValue.null
                case .integer(let number): number.databaseValue
                case .real(let number): number.databaseValue
                case .text(let text): text.databaseValue
                case .bytes(let bytes): bytes.databaseValue
                }
            }
        )
    }
}

extension SQLValue {
    fileprivate init(_ value: DatabaseValue) {
        switch value.storage {
        case .null: self = .null
        case .int64(let number): self = .integer(number)
        case .double(let number): self = .real(number)
        case .string(let text): self = .text(text)
        case .blob(let bytes): self = .bytes(bytes)
        }
    }
}

extension DatabaseFailure {
    fileprivate init(_ error: DatabaseError) {
        self.init(error.message ?? "SQLite result \(error.resultCode.rawValue)")
    }
}
