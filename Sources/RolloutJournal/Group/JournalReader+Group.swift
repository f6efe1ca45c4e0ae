import GRDB
package import RolloutCore

/// What became of a command for a group.
package enum GroupCommandFate: Sendable, Hashable {
    /// No steward has answered yet.
    case waiting
    /// It was carried out; the entries it led to.
    case accepted([GroupEntry])
    /// It was refused, in those words.
    case rejected(Rejection)
}

extension JournalReader {
    /// The number of the newest group; nil before the first.
    ///
    /// This and what follows is for the journal of a group; a service's has no such tables.
    package func latestGroup() throws -> Int? { try read { try GroupRows($0).newest() } }

    /// Entries of a group after that sequence, in order.
    package func groupEntries(of number: Int, after sequence: Int = 0) throws -> [GroupEntry] {
        try read { try GroupRows($0).entries(of: number, after: sequence) }
    }

    /// What became of a command for a group; nil when there is none of that row.
    package func groupFate(of row: Int64) throws -> GroupCommandFate? {
        try read { db in
            let sql = "SELECT * FROM commands WHERE row = ?"
            guard let found = try Row.fetchOne(db, sql: sql, arguments: [row]) else { return nil }
            guard found["answered"] as Int == 1 else { return .waiting }
            guard let first = found["firstSequence"] as Int?,
                let last = found["lastSequence"] as Int?
            else { return .accepted([]) }
            let entries = try GroupRows(db).entries(
                of: found["number"],
                after: first - 1,
                upTo: last
            )
            for case .rejected(_, let rejection) in entries.map(\.event) {
                return .rejected(rejection)
            }
            return .accepted(entries)
        }
    }
}
