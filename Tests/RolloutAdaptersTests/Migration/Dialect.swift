import Foundation
import RolloutCore

@testable import RolloutAdapters

/// How a database of the tests is reached, and what of its language differs.
enum Dialect: Sendable {
    case postgres(PostgresServer, database: String)
    case sqlite(file: String)

    /// The program, up to what it is to do.
    private var program: [String] {
        switch self {
        case .postgres(let server, let database):
            [
                "psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-h", server.folder,
                "-p", "\(server.port)", "-U", "app", "-d", database,
            ]
        case .sqlite(let file): ["sqlite3", "-batch", "-bail", "-cmd", ".timeout 20000", file]
        }
    }

    /// The command that runs a file.
    func running(_ file: String) -> [String] {
        switch self {
        case .postgres: program + ["-f", file]
        case .sqlite: program + [".read \(file)"]
        }
    }

    /// The command that runs one statement.
    func asking(_ statement: String) -> [String] {
        switch self {
        case .postgres: program + ["-c", statement]
        case .sqlite: program + [statement]
        }
    }

    /// What sleeps inside a transaction.
    func sleep(_ seconds: Int) -> String {
        switch self {
        case .postgres: "SELECT pg_sleep(\(seconds));"
        case .sqlite: ".system sleep \(seconds)"
        }
    }

    /// The same kind of database where there is none.
    var absent: Dialect {
        switch self {
        case .postgres(let server, _): .postgres(server, database: "absent")
        case .sqlite: .sqlite(file: "/nowhere/absent.sqlite")
        }
    }

    /// Rows 1 through 25.
    var rows: String {
        switch self {
        case .postgres: "SELECT n FROM generate_series(1, 25) AS n"
        case .sqlite:
            "WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < 25) "
                + "SELECT n FROM s"
        }
    }
}
