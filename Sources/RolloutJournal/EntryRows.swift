import GRDB
import RolloutCore

/// Reads and writes rows of the table of entries.
struct EntryRows {
    let db: Database
    private let coding = EntryCoding()

    init(_ db: Database) { self.db = db }

    /// The sequence of the release's last entry; 0 when it has none.
    func lastSequence(of release: ReleaseID) throws -> Int {
        try Int.fetchOne(
            db.cachedStatement(sql: "SELECT max(sequence) FROM entries WHERE release = ?"),
            arguments: [release.rawValue]
        ) ?? 0
    }

    /// Entries of one release by sequence, both bounds included; missing ones are simply not there.
    ///
    /// At most `limit` of them unless that is negative, and none of the kind `skipping`.
    func entries(
        of release: ReleaseID,
        in sequences: ClosedRange<Int> = 1...Int.max,
        limit: Int = -1,
        skipping: EntryKind? = nil
    ) throws -> [Entry] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT sequence, at, kind, version, payload FROM entries
                WHERE release = ? AND sequence BETWEEN ? AND ? AND kind IS NOT ?
                ORDER BY sequence LIMIT ?
                """
        )
        let rows = try Row.fetchCursor(
            statement,
            arguments: [
                release.rawValue, sequences.lowerBound, sequences.upperBound, skipping?.rawValue,
                limit,
            ]
        )
        var entries: [Entry] = []
        while let row = try rows.next() {
            entries.append(try entry(row, of: release))
        }
        return entries
    }

    /// Entries of one release by sequence, up to the first that was made after the moment.
    func entries(
        of release: ReleaseID,
        in sequences: ClosedRange<Int>,
        until moment: Timestamp
    ) throws -> [Entry] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT sequence, at, kind, version, payload FROM entries
                WHERE release = ? AND sequence BETWEEN ? AND ? ORDER BY sequence
                """
        )
        let rows = try Row.fetchCursor(
            statement,
            arguments: [release.rawValue, sequences.lowerBound, sequences.upperBound]
        )
        var entries: [Entry] = []
        while let row = try rows.next() {
            guard (row[1] as Int64) <= moment.rawValue else { break }
            entries.append(try entry(row, of: release))
        }
        return entries
    }

    /// The last samples up to a sequence, at most so many, the oldest first.
    func samples(of release: ReleaseID, through sequence: Int, count: Int) throws -> [Sample] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT sequence, at, kind, version, payload FROM entries
                WHERE release = ? AND sequence <= ? AND kind = ?
                ORDER BY sequence DESC LIMIT ?
                """
        )
        let rows = try Row.fetchCursor(
            statement,
            arguments: [release.rawValue, sequence, EntryKind.sampled.rawValue, count]
        )
        var samples: [Sample] = []
        while let row = try rows.next() {
            if case .sampled(let sample) = try entry(row, of: release).event {
                samples.append(sample)
            }
        }
        return samples.reversed()
    }

    private func entry(_ row: Row, of release: ReleaseID) throws -> Entry {
        let sequence: Int = row[0]
        // The table takes nothing that is neither; what is damaged has no payload.
        let payload = StoredPayload(row[4]) ?? .text("")
        let stored = StoredEvent(kind: row[2], version: row[3], payload: payload)
        return Entry(
            release: release,
            sequence: sequence,
            at: Timestamp(rawValue: row[1]),
            event: try event(stored, release, sequence)
        )
    }

    /// The entry of a row that may be damaged; nil when it is.
    static func whole(_ row: Row, of release: ReleaseID) -> Entry? {
        guard let sequence = Int.fromDatabaseValue(row[0]),
            let at = Int64.fromDatabaseValue(row[1]),
            let kind = String.fromDatabaseValue(row[2]),
            let version = Int.fromDatabaseValue(row[3]),
            let payload = StoredPayload(row[4]),
            let event = try? EntryCoding().decode(
                StoredEvent(kind: kind, version: version, payload: payload)
            )
        else { return nil }
        return Entry(
            release: release,
            sequence: sequence,
            at: Timestamp(rawValue: at),
            event: event
        )
    }

    /// Adds the entries as they are.
    func insert(_ entries: [Entry]) throws {
        let statement = try db.cachedStatement(
            sql: "INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?)"
        )
        for entry in entries {
            let stored = try coding.encode(entry.event)
            try statement.execute(arguments: [
                entry.release.rawValue, entry.sequence, entry.at.rawValue, stored.kind,
                stored.version, stored.payload.databaseValue,
            ])
        }
    }

    private func event(
        _ stored: StoredEvent,
        _ release: ReleaseID,
        _ sequence: Int
    ) throws -> Event {
        do {
            return try coding.decode(stored)
        } catch let problem as UnreadableEvent {
            let version = try String.fetchOne(
                db,
                sql: "SELECT version FROM releases WHERE number = ?",
                arguments: [release.rawValue]
            )
            throw JournalError(problem, stored, release, sequence, startedBy: version ?? "?")
        }
    }
}

extension JournalError {
    /// An entry that can't be read, with which one it is and which build wrote its release.
    init(
        _ problem: UnreadableEvent,
        _ stored: StoredEvent,
        _ release: ReleaseID,
        _ sequence: Int,
        startedBy version: String
    ) {
        let entry = "cannot read \(release): entry \(sequence) is `\(stored.kind)`"
        let writer = "(the release was started by handoff \(version))"
        switch problem {
        case .unknownKind:
            self.init(
                .newer,
                "\(entry), a kind this build does not know \(writer). Nothing was changed. "
                    + "Update handoff on this host."
            )
        case .newerVersion(let readable):
            self.init(
                .newer,
                "\(entry) version \(stored.version), this build reads up to \(readable) \(writer). "
                    + "Nothing was changed. Update handoff on this host."
            )
        case .damaged(let words):
            self.init(
                .damaged,
                "\(entry) version \(stored.version) and its payload is not: \(words) \(writer). "
                    + "Nothing was changed. The file was altered or damaged; restore it from a "
                    + "backup."
            )
        }
    }
}
