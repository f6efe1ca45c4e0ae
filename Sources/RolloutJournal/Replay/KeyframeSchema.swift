import GRDB

/// The tables of keyframes: within a recording, or in a file of their own beside a journal.
///
/// They follow from the entries and can be made anew, so they have no versions: what another form
/// or another build wrote is not read.
enum KeyframeSchema {
    /// The form of the tables and of what is in them.
    static let form = 2

    static let tables = """
        CREATE TABLE keyframeIndex (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            form INTEGER NOT NULL,
            build TEXT NOT NULL,
            release INTEGER NOT NULL,
            last INTEGER NOT NULL,
            names TEXT NOT NULL
        ) STRICT;
        CREATE TABLE keyframeParts (
            number INTEGER PRIMARY KEY,
            bytes BLOB NOT NULL
        ) STRICT;
        CREATE TABLE keyframes (
            sequence INTEGER PRIMARY KEY,
            at INTEGER NOT NULL,
            firstSecond INTEGER NOT NULL,
            lastSecond INTEGER NOT NULL,
            keyframe BLOB NOT NULL,
            passage BLOB NOT NULL,
            columns BLOB NOT NULL
        ) STRICT;
        """

    /// The names of fields in the order of their numbers; none before the first keyframe.
    static func names(_ db: Database) throws -> [String] {
        let text = try String.fetchOne(db, sql: "SELECT names FROM keyframeIndex") ?? ""
        guard !text.isEmpty else { return [] }
        return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// Whether the file has them, whole and by this build.
    static func isThere(_ db: Database, release: Int, build: String) throws -> Bool {
        guard try db.tableExists("keyframeIndex") else { return false }
        return try Bool.fetchOne(
            db,
            sql: "SELECT form = ? AND build = ? AND release = ? FROM keyframeIndex",
            arguments: [form, build, release]
        ) ?? false
    }
}
