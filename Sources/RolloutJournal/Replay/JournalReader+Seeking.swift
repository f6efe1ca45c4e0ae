import GRDB
package import RolloutCore

extension JournalReader {
    /// The entries after that sequence up to the first that was made later than the moment.
    package func entries(
        of release: ReleaseID,
        after sequence: Int,
        through moment: Timestamp
    ) throws -> [Entry] {
        try read { db in
            try EntryRows(db).entries(
                of: release,
                in: (sequence + 1)...Int.max,
                until: moment
            )
        }
    }

    /// The last samples up to that sequence, at most so many, the oldest first.
    package func samples(
        of release: ReleaseID,
        through sequence: Int,
        count: Int
    ) throws -> [Sample] {
        guard count > 0 else { return [] }
        return try read { db in
            try EntryRows(db).samples(of: release, through: sequence, count: count)
        }
    }

    /// When the last entry of a release was made; nil when it has none.
    package func end(of release: ReleaseID) throws -> Timestamp? {
        try read { db in
            try Int64.fetchOne(
                db,
                sql: """
                    SELECT at FROM entries WHERE release = ? ORDER BY sequence DESC LIMIT 1
                    """,
                arguments: [release.rawValue]
            ).map(Timestamp.init(rawValue:))
        }
    }
}
