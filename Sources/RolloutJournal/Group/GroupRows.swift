import GRDB
import RolloutCore

/// Reads and writes the rows of a group's entries.
struct GroupRows {
    /// The one version of each kind there was so far.
    private static let version = 1

    let db: Database
    private let coding = EntryCoding()

    init(_ db: Database) { self.db = db }

    /// The number of the newest group; nil before the first.
    func newest(underWay: Bool = false) throws -> Int? {
        let condition = underWay ? "WHERE outcome IS NULL" : ""
        return try Int.fetchOne(db, sql: "SELECT max(number) FROM groups \(condition)")
    }

    /// Entries of a group after that sequence and up to the other, in order.
    func entries(
        of number: Int,
        after sequence: Int = 0,
        upTo last: Int = .max
    ) throws -> [GroupEntry] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT sequence, at, kind, version, payload FROM entries
                WHERE number = ? AND sequence > ? AND sequence <= ? ORDER BY sequence
                """
        )
        return try Row.fetchAll(statement, arguments: [number, sequence, last]).map { row in
            let (version, kind): (Int, String) = (row["version"], row["kind"])
            guard version <= Self.version else {
                throw JournalError(
                    .newer,
                    "cannot read group \(number): an entry is `\(kind)` version \(version), this "
                        + "build reads up to \(Self.version). Nothing was changed. Update handoff "
                        + "on this host."
                )
            }
            return GroupEntry(
                sequence: row["sequence"],
                at: Timestamp(rawValue: row["at"]),
                event: try coding.value(GroupEvent.self, from: row["payload"])
            )
        }
    }

    /// Adds entries that follow the group's last one without a gap, and what follows from them.
    func append(_ entries: [GroupEntry], to number: Int) throws {
        for entry in entries {
            if case .groupStarted(let start) = entry.event { try begin(start, entry) }
            let sql = "SELECT ifnull(max(sequence), 0) FROM entries WHERE number = ?"
            guard try Int.fetchOne(db, sql: sql, arguments: [number]) == entry.sequence - 1 else {
                throw JournalError(
                    .refused,
                    "not recorded: entry \(entry.sequence) of group \(number) does not follow the "
                        + "last one. Nothing was written. `handoff resume` reads the journal "
                        + "afresh and goes on from there."
                )
            }
            try db.execute(
                sql: "INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?)",
                arguments: [
                    number, entry.sequence, entry.at.rawValue, entry.event.kind, Self.version,
                    try coding.text(entry.event),
                ]
            )
            if case .ended(let outcome) = entry.event {
                try db.execute(
                    sql: "UPDATE groups SET outcome = ?, ended = ? WHERE number = ?",
                    arguments: [outcome.name, entry.at.rawValue, number]
                )
            }
        }
    }

    private func begin(_ start: GroupStarted, _ entry: GroupEntry) throws {
        try db.execute(
            sql: "INSERT INTO groups VALUES (?, ?, ?, ?, NULL, NULL)",
            arguments: [
                start.number, try coding.text(start.by), start.version, entry.at.rawValue,
            ]
        )
    }
}

extension GroupEvent {
    /// The stored name of its kind, for people and tools that look into the file.
    fileprivate var kind: String {
        switch self {
        case .groupStarted: "groupStarted"
        case .stewardStarted: "stewardStarted"
        case .componentChecked: "componentChecked"
        case .releaseBegan: "releaseBegan"
        case .startBegan: "startBegan"
        case .componentStarted: "componentStarted"
        case .componentNotStarted: "componentNotStarted"
        case .componentChanged: "componentChanged"
        case .componentRefused: "componentRefused"
        case .warmEnded: "warmEnded"
        case .rollbackStarted: "rollbackStarted"
        case .paused: "paused"
        case .resumed: "resumed"
        case .annotated: "annotated"
        case .rejected: "rejected"
        case .ended: "ended"
        }
    }
}
