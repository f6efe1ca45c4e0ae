package import Foundation
import GRDB
import RolloutCore

/// Reads what is whole of a recording whose end is missing.
///
/// SQLite refuses a file that is shorter than its first page says. A copy with zeros in place of
/// what is missing opens, and entries lie in it in the order in which they were written, so they
/// can be read up to the first page that is gone.
package enum RecordingRescue {
    /// Writes a recording of the whole entries at the beginning of a damaged one.
    ///
    /// - Parameters:
    ///   - file: the damaged recording; it is not changed.
    ///   - copy: where the readable one goes, in place of one that is there.
    /// - Returns: how many entries were whole, and the file they are in.
    /// - Throws: a ``JournalError`` when not even the first entry is.
    package static func rescue(_ file: URL, to copy: URL) throws -> Int {
        try FileManager.default.createDirectory(
            at: copy.deletingLastPathComponent(),
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        let padded = copy.deletingLastPathComponent().appending(path: ".\(UUID().uuidString)")
        let partial = copy.deletingLastPathComponent().appending(path: ".\(UUID().uuidString)")
        defer {
            for path in [padded.path, padded.path + "-journal", partial.path] { unlink(path) }
        }
        try FileManager.default.copyItem(at: file, to: padded)
        try pad(padded)
        let rows = try wholeRows(padded)
        guard let first = rows.entries.first, first.sequence == 1 else {
            throw JournalError(
                .damaged,
                "cannot replay \(file.path): not even its first entry is whole. The file was not "
                    + "changed. Take another copy of it."
            )
        }
        try JournalLocation.createPrivateFile(at: partial)
        try write(rows, to: partial)
        guard rename(partial.path, copy.path) == 0 else {
            throw JournalLocation.inaccessible(copy, errno)
        }
        return rows.entries.count
    }

    /// What could be read.
    private struct Rows {
        var release: Row?
        var subject: Row?
        var entries: [Entry] = []
    }

    /// Makes the file as long as its first page says.
    private static func pad(_ file: URL) throws {
        let handle = try FileHandle(forUpdating: file)
        defer { try? handle.close() }
        guard let head = try handle.read(upToCount: 100), head.count == 100 else { return }
        let bytes = [UInt8](head)
        func number(_ range: Range<Int>) -> UInt64 {
            bytes[range].reduce(0) { $0 << 8 | UInt64($1) }
        }
        let page = number(16..<18) == 1 ? 65_536 : number(16..<18)
        let size = page * number(28..<32)
        guard size < 1 << 40, try handle.seekToEnd() < size else { return }
        try handle.truncate(atOffset: size)
    }

    private static func wholeRows(_ file: URL) throws -> Rows {
        var rows = Rows()
        let queue = try JournalError.wording("not opened", file.path) {
            try DatabaseQueue(path: file.path, configuration: JournalSettings.reading())
        }
        // Without a transaction, whose end would fail on what is missing.
        queue.unsafeRead { db in
            rows.release = try? Row.fetchOne(db, sql: "SELECT * FROM releases LIMIT 1")
            rows.subject = try? Row.fetchOne(db, sql: "SELECT * FROM subject LIMIT 1")
            guard let number = rows.release?["number"] as Int? else { return }
            let release = ReleaseID(rawValue: number)
            // By row: the index may be gone where the rows are not.
            let cursor = try? Row.fetchCursor(
                db,
                sql: """
                    SELECT sequence, at, kind, version, payload FROM entries NOT INDEXED
                    WHERE release = ?
                    """,
                arguments: [number]
            )
            while let row = try? cursor?.next() {
                guard let entry = EntryRows.whole(row, of: release),
                    entry.sequence == rows.entries.count + 1
                else { break }
                rows.entries.append(entry)
            }
        }
        return rows
    }

    private static func write(_ rows: Rows, to file: URL) throws {
        try JournalError.wording("not copied", file.path) {
            let queue = try DatabaseQueue(
                path: file.path,
                configuration: JournalSettings.keyframes()
            )
            try Schema.migrator.migrate(queue)
            try queue.write { db in
                for (table, row) in [("subject", rows.subject), ("releases", rows.release)] {
                    guard let row else { continue }
                    let marks = Array(repeating: "?", count: row.count).joined(separator: ", ")
                    try db.execute(
                        sql: "INSERT INTO \(table) VALUES (\(marks))",
                        arguments: StatementArguments(row.databaseValues)
                    )
                }
                try EntryRows(db).insert(rows.entries)
            }
            try queue.close()
        }
    }
}
