import ArgumentParser
import Foundation

/// Where the database is, by flag or by environment.
struct DatabaseOptions: ParsableArguments {
    @Option(
        help: """
            The SQLite file, or the PostgreSQL database as postgres://USER@HOST:PORT/NAME. \
            Default: DATABASE_URL.
            """
    )
    var database: String?

    /// The address, or the sentence that says how to name one.
    var address: DatabaseAddress {
        get throws {
            guard let named else {
                throw ValidationError(
                    "No database is named: give --database or set DATABASE_URL."
                )
            }
            return named
        }
    }

    /// The address; nothing when none is named.
    var named: DatabaseAddress? {
        let text = database ?? ProcessInfo.processInfo.environment["DATABASE_URL"] ?? ""
        return text.isEmpty ? nil : DatabaseAddress(text)
    }
}
