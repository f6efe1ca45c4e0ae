import GRDB
package import RolloutCore

/// Puts wishes of people into the journal, from any process of the same user.
package struct CommandSender: Sendable {
    private let file: JournalFile

    /// Sends to the steward of that journal's service.
    package init(_ file: JournalFile) { self.file = file }

    /// Leaves the command for the steward; returns its row, by which
    /// ``JournalReader/fate(of:)`` tells what became of it.
    ///
    /// - Throws: a ``JournalError`` when the release is not there or over.
    package func send(
        _ command: Command,
        to release: ReleaseID,
        at now: Timestamp
    ) throws -> Int64 {
        try file.write("`\(command.verb.words)` not sent") { db in
            try refuseOver(release, command, db)
            try db.execute(
                sql: "INSERT INTO commands (release, at, payload) VALUES (?, ?, ?)",
                arguments: [release.rawValue, now.rawValue, try EntryCoding().text(command)]
            )
            return db.lastInsertedRowID
        }
    }

    /// Says that a dashboard watches; to be said every second.
    ///
    /// `id` is chosen once by the dashboard, such as its pid and start time.
    package func watch(_ id: String, pid: Int, at now: Timestamp) throws {
        try file.write("watching not said") { db in
            try db.execute(
                sql: "INSERT OR REPLACE INTO watchers VALUES (?, ?, ?)",
                arguments: [id, pid, now.rawValue]
            )
            // Dashboards that were killed leave their row behind.
            try db.execute(
                sql: "DELETE FROM watchers WHERE seen < ?",
                arguments: [(now - .seconds(60)).rawValue]
            )
        }
    }

    /// Says that the dashboard was left, so that it does not count for three more seconds.
    package func unwatch(_ id: String) throws {
        try file.write("leaving not said") { db in
            try db.execute(sql: "DELETE FROM watchers WHERE id = ?", arguments: [id])
        }
    }

    private func refuseOver(_ release: ReleaseID, _ command: Command, _ db: Database) throws {
        let words = "not sent: `\(command.verb.words)` is for \(release), "
        guard let summary = try ReleaseSummary.find(release, db) else {
            throw JournalError(
                .refused,
                words + "which is not in the journal of \(file.location.service). Nothing was "
                    + "changed. `handoff history` lists what is."
            )
        }
        if let outcome = summary.outcome {
            throw JournalError(
                .refused,
                words + "which is over (\(outcome.name)). Nothing was changed. "
                    + "`handoff show` tells the whole of it."
            )
        }
    }
}
