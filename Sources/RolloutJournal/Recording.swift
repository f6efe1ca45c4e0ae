package import Foundation
import GRDB
package import RolloutCore

/// One release in a file of its own, in the journal's schema, read by ``JournalReader``.
package enum Recording {
    /// Copies the release's rows, as they are at this moment, to `file`.
    ///
    /// The file appears whole or not at all, readable by its owner alone, and needs no other file
    /// beside it. It holds the entries and commands of the release; no lease and no watchers.
    /// `keyframes` adds what replays seek by; it is handed a function that reads the next entries
    /// after a sequence, and answers with the last sequence it has seen.
    ///
    /// - Throws: a ``JournalError``: no such release, `file` exists and `replacing` is false, the
    ///   disk is full. Nothing is left behind then.
    package static func write(
        _ release: ReleaseID,
        from reader: JournalReader,
        to file: URL,
        replacing: Bool = false,
        build: String = "",
        keyframes: ((KeyframeWriter, _ after: (Int) throws -> [Entry]) throws -> Int)? = nil
    ) throws {
        guard replacing || !FileManager.default.fileExists(atPath: file.path) else {
            throw JournalError(
                .refused,
                "not recorded: \(file.path) exists. Nothing was changed. Choose another name, or "
                    + "remove that file."
            )
        }
        let partial = file.deletingLastPathComponent().appending(
            path: ".\(file.lastPathComponent).\(UUID().uuidString).partial"
        )
        defer { unlink(partial.path) }
        try JournalLocation.createPrivateFile(at: partial)
        try reader.read { source in
            guard try ReleaseSummary.find(release, source) != nil else {
                throw JournalError(
                    .refused,
                    "not recorded: there is no \(release) in \(reader.file.path). Nothing was "
                        + "changed. `handoff history` lists what is there."
                )
            }
            try JournalError.wording("not recorded", file.path) {
                try copy(release, source, to: partial) { db in
                    guard let keyframes else { return }
                    let writer = try KeyframeWriter(db)
                    let last = try keyframes(writer) { sequence in
                        try EntryRows(source).entries(
                            of: release,
                            in: (sequence + 1)...Int.max,
                            limit: KeyframeFile.batch
                        )
                    }
                    try writer.finish(release, last: last, build: build)
                }
            }
        }
        try publish(partial, as: file)
    }

    private static func copy(
        _ release: ReleaseID,
        _ source: Database,
        to file: URL,
        _ more: (Database) throws -> Void
    ) throws {
        let queue = try DatabaseQueue(
            path: file.path,
            configuration: JournalSettings.recording()
        )
        try Schema.migrator.migrate(queue)
        try queue.write { target in
            try copy("subject", "WHERE 1 = ?", 1, source, target)
            try copy("releases", "WHERE number = ?", release.rawValue, source, target)
            try copy(
                "entries",
                "WHERE release = ? ORDER BY sequence",
                release.rawValue,
                source,
                target
            )
            try copy(
                "commands",
                "WHERE release = ? ORDER BY number",
                release.rawValue,
                source,
                target
            )
            try more(target)
        }
        try queue.close()
    }

    /// Copies rows column by column, so payloads stay as they were written, byte for byte.
    private static func copy(
        _ table: String,
        _ condition: String,
        _ argument: Int,
        _ source: Database,
        _ target: Database
    ) throws {
        let names = try source.columns(in: table).map(\.name)
        let marks = names.map { _ in "?" }.joined(separator: ", ")
        let list = names.joined(separator: ", ")
        let insertion = try target.makeStatement(
            sql: "INSERT INTO \(table) (\(list)) VALUES (\(marks))"
        )
        let rows = try Row.fetchCursor(
            source,
            sql: "SELECT \(list) FROM \(table) \(condition)",
            arguments: [argument]
        )
        while let row = try rows.next() {
            try insertion.execute(arguments: StatementArguments(row.databaseValues))
        }
    }

    /// Gives the finished file its name, and makes the name durable.
    private static func publish(_ partial: URL, as file: URL) throws {
        guard rename(partial.path, file.path) == 0 else {
            throw JournalLocation.inaccessible(file, errno)
        }
        let folder = open(file.deletingLastPathComponent().path, O_RDONLY | O_CLOEXEC)
        guard folder >= 0 else { return }
        fsync(folder)
        close(folder)
    }
}
