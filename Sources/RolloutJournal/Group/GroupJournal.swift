import GRDB
package import RolloutCore
package import RolloutEngine

/// The journal of one group as its steward uses it, with the steward's lease.
///
/// Every call is a transaction of its own. A write is durable when the call returns, and fenced:
/// of two stewards only the one with the lease writes.
package struct GroupJournal: Sendable {
    private let file: JournalFile
    private let lease: LeaseToken

    /// The journal for the steward that took the lease with that token.
    package init(_ file: JournalFile, lease: LeaseToken) {
        self.file = file
        self.lease = lease
    }

    /// All entries of a group.
    package func entries(of number: Int) throws -> [GroupEntry] {
        try file.read("group \(number) not read") { try GroupRows($0).entries(of: number) }
    }

    /// Writes the entries and marks the command they answer as answered.
    ///
    /// - Throws: `LeaseLost`, or a ``JournalError``; nothing was written then.
    package func append(
        _ entries: [GroupEntry],
        to number: Int,
        answering row: Int64?,
        at now: Timestamp
    ) throws {
        try file.write("not recorded") { db in
            try Lease.verify(lease, at: now, db)
            try GroupRows(db).append(entries, to: number)
            guard let row else { return }
            try db.execute(
                sql: """
                    UPDATE commands SET answered = 1, firstSequence = ?, lastSequence = ?
                    WHERE row = ? AND answered = 0
                    """,
                arguments: [entries.first?.sequence, entries.last?.sequence, row]
            )
        }
    }

    /// Commands for the whole without an answer, oldest first.
    package func waitingCommands(of number: Int) throws -> [WaitingCommand] {
        try file.read("commands not read") { db in
            let sql = "SELECT row, payload FROM commands WHERE number = ? AND answered = 0"
            return try Row.fetchAll(db, sql: sql + " ORDER BY row", arguments: [number]).map {
                WaitingCommand(
                    row: $0["row"],
                    command: try EntryCoding().value(Command.self, from: $0["payload"])
                )
            }
        }
    }

    /// Says that this steward lives; throws `LeaseLost` when another one was let in.
    package func heartbeat(at now: Timestamp) throws {
        try file.write("heartbeat not recorded") { db in
            try Lease.verify(lease, at: now, db)
            try db.execute(sql: "UPDATE lease SET heartbeat = ?", arguments: [now.rawValue])
        }
    }
}
