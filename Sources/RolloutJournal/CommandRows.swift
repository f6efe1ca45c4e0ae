import GRDB
import RolloutCore
import RolloutEngine

/// Reads and writes the rows of commands and of watchers.
struct CommandRows {
    let db: Database

    init(_ db: Database) { self.db = db }

    /// Commands of the release nobody has answered, oldest first.
    func waiting(for release: ReleaseID) throws -> [WaitingCommand] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT number, payload FROM commands
                WHERE release = ? AND answered = 0 ORDER BY number
                """
        )
        let rows = try Row.fetchAll(statement, arguments: [release.rawValue])
        return try rows.map { row in
            WaitingCommand(
                row: row["number"],
                command: try EntryCoding().value(Command.self, from: row["payload"])
            )
        }
    }

    /// Marks a command as answered by those entries, which may be none.
    func answer(_ row: Int64, with entries: [Entry]) throws {
        try db.execute(
            sql: """
                UPDATE commands SET answered = 1, firstSequence = ?, lastSequence = ?
                WHERE number = ? AND answered = 0
                """,
            arguments: [entries.first?.sequence, entries.last?.sequence, row]
        )
        guard db.changesCount == 1 else {
            throw JournalError(
                .refused,
                "not recorded: command \(row) is not waiting for an answer. Nothing was written. "
                    + "`handoff resume` reads the journal afresh and goes on from there."
            )
        }
    }

    /// What became of a command; nil when there is none of that row.
    func fate(of row: Int64) throws -> CommandFate? {
        let found = try Row.fetchOne(
            db,
            sql: """
                SELECT commands.release, answered, firstSequence, lastSequence, outcome
                FROM commands JOIN releases ON releases.number = commands.release
                WHERE commands.number = ?
                """,
            arguments: [row]
        )
        guard let found else { return nil }
        guard found["answered"] as Int == 1 else {
            return found["outcome"] as String? == nil ? .waiting : .tooLate
        }
        guard let first = found["firstSequence"] as Int?, let last = found["lastSequence"] as Int?
        else { return .accepted([]) }
        let release = ReleaseID(rawValue: found["release"])
        let answer = try EntryRows(db).entries(of: release, in: first...last)
        for case .rejected(_, let rejection) in answer.map(\.event) { return .rejected(rejection) }
        return .accepted(answer)
    }

    /// How many dashboards were seen within ``SQLiteJournal/watcherSilence``.
    func watchers(at now: Timestamp) throws -> Int {
        let statement = try db.cachedStatement(
            sql: "SELECT count(*) FROM watchers WHERE abs(? - seen) <= ?"
        )
        let silence = SQLiteJournal.watcherSilence.wholeMicroseconds
        return try Int.fetchOne(statement, arguments: [now.rawValue, silence]) ?? 0
    }
}
