import ArgumentParser
import Foundation

/// Where the database is, by flag or by environment.
struct DatabaseOptions: ParsableArguments {
    @Option(help: "The SQLite file. Default: DATABASE_URL, as sqlite:PATH or as a path.")
    var database: String?

    /// The path, or the sentence that says how to name one.
    var path: String {
        get throws {
            if let database { return database }
            guard let url = ProcessInfo.processInfo.environment["DATABASE_URL"], !url.isEmpty else {
                throw ValidationError(
                    "No database is named: give --database PATH or set DATABASE_URL."
                )
            }
            return url.hasPrefix("sqlite:") ? String(url.dropFirst("sqlite:".count)) : url
        }
    }
}
