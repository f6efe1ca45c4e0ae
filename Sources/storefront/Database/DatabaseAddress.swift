import Foundation

/// Where the shop's database is: a file, or a server.
enum DatabaseAddress: Sendable, Equatable, CustomStringConvertible {
    /// A SQLite file.
    case file(String)
    /// A PostgreSQL server, by a URL as its own programs take it; it may hold a password.
    case server(String)

    /// Reads `postgres://…`, `postgresql://…`, `sqlite:PATH`, or a path.
    init(_ text: String) {
        if text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") {
            self = .server(text)
        } else if text.hasPrefix("sqlite:") {
            self = .file(String(text.dropFirst("sqlite:".count)))
        } else {
            self = .file(text)
        }
    }

    var dialect: Dialect {
        switch self {
        case .file: .sqlite
        case .server: .postgres
        }
    }

    /// The address for people, without what may be secret in it.
    var description: String {
        switch self {
        case .file(let path):
            return path
        case .server(let url):
            let name = url.split(separator: "?")[0].split(separator: "/").dropFirst(2).last
            return "PostgreSQL database \(name.map(String.init) ?? "of the default name")"
        }
    }

    /// Opens a way to it; a server is not asked yet, a file that is not there is ``Store/Missing``.
    ///
    /// At most `readers` transactions read at the same time where the database does not set a bound
    /// of its own, and no statement waits longer than `patience` for a lock.
    func driver(readers: Int, patience: Duration) throws -> any DatabaseDriver {
        switch self {
        case .file(let path):
            guard FileManager.default.fileExists(atPath: path) else {
                throw Store.Missing(path: path)
            }
            return try SQLiteDriver(path: path, readers: readers, patience: patience)
        case .server(let url):
            return PostgresDriver(url: url, patience: patience)
        }
    }
}
