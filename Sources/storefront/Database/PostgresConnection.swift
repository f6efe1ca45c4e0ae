import CLibPQ
import Foundation

/// One connection to a PostgreSQL server, by PostgreSQL's own library.
final class PostgresConnection: DatabaseSession,
    @unchecked Sendable  // Whoever took it from the driver has it alone until it is given back.
{
    private let handle: OpaquePointer
    /// The names of statements that are compiled on this connection.
    private var prepared: [String: String] = [:]

    var dialect: Dialect { .postgres }

    /// Connects within 3 s, or throws a ``DatabaseFailure``.
    ///
    /// A statement waits at most `patience` for a lock; longer would make all others wait that come
    /// after it.
    init(url: String, patience: Duration) throws {
        guard let options = PQconninfoParse(url, nil) else {
            // What the library says of it would repeat the address, which may hold a password.
            throw DatabaseFailure("the PostgreSQL address cannot be read")
        }
        PQconninfoFree(options)
        let pairs = [
            "dbname": url, "connect_timeout": "3", "fallback_application_name": "storefront",
        ]
        let names = pairs.map { strdup($0.key) }
        let values = pairs.map { strdup($0.value) }
        defer { (names + values).forEach { free($0) } }
        let handle = PQconnectdbParams(
            names.map { UnsafePointer($0) } + [nil],
            values.map { UnsafePointer($0) } + [nil],
            1
        )
        guard let handle else { throw DatabaseFailure("there is no memory for a connection") }
        self.handle = handle
        guard PQstatus(handle) == CONNECTION_OK else { throw trouble }
        let settings = dialect.limits(patience: patience) + ["SET client_min_messages = warning"]
        try script(settings.joined(separator: "; "))
    }

    deinit { PQfinish(handle) }

    func rows(_ statement: String, _ arguments: [any SQLConvertible]) throws -> [SQLRow] {
        try withResult(of: statement, arguments) { result in
            let names = (0..<PQnfields(result)).compactMap { PQfname(result, $0) }
            let columns = SQLRow.Columns(
                names.enumerated().map { (String(cString: $1), $0) },
                uniquingKeysWith: { first, _ in first }
            )
            return (0..<PQntuples(result)).map { row in
                SQLRow(
                    columns: columns,
                    values: (0..<PQnfields(result)).map { SQLValue(result, row, $0) }
                )
            }
        }
    }

    func execute(_ statement: String, _ arguments: [any SQLConvertible]) throws -> Int {
        try withResult(of: statement, arguments) { result in
            PQcmdTuples(result).flatMap { Int(String(cString: $0)) } ?? 0
        }
    }

    func script(_ statements: String) throws {
        let result = PQexec(handle, statements)
        defer { PQclear(result) }
        try check(result)
    }

    private func withResult<Value>(
        of statement: String,
        _ arguments: [any SQLConvertible],
        _ body: (OpaquePointer?) throws -> Value
    ) throws -> Value {
        let name = try prepare(statement)
        let texts = arguments.map { $0.sqlValue.argument.map { strdup($0) } }
        defer { texts.forEach { free($0 ?? nil) } }
        let values = texts.map { $0.flatMap { UnsafePointer($0) } }
        let result = PQexecPrepared(handle, name, Int32(values.count), values, nil, nil, 0)
        defer { PQclear(result) }
        try check(result)
        return try body(result)
    }

    private func prepare(_ statement: String) throws -> String {
        if let name = prepared[statement] { return name }
        let name = "s\(prepared.count + 1)"
        let result = PQprepare(handle, name, Self.numbered(statement), 0, nil)
        defer { PQclear(result) }
        try check(result)
        prepared[statement] = name
        return name
    }

    /// The statement with `$1`, `$2`, … for each `?`; none of the shop's texts holds one.
    private static func numbered(_ statement: String) -> String {
        let parts = statement.split(separator: "?", omittingEmptySubsequences: false)
        return parts.dropFirst().enumerated().reduce(String(parts[0])) { text, next in
            text + "$\(next.offset + 1)" + next.element
        }
    }

    private func check(_ result: OpaquePointer?) throws {
        switch PQresultStatus(result) {
        case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY: return
        default: throw trouble
        }
    }

    /// What the server said of the last thing that did not work.
    private var trouble: DatabaseFailure {
        DatabaseFailure(PQerrorMessage(handle).map { String(cString: $0) } ?? "no reason was given")
    }
}
