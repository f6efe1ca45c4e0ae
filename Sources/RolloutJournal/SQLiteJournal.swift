import GRDB
package import RolloutCore
package import RolloutEngine

/// The journal of one service as its steward uses it, with the steward's lease.
///
/// Every call is a transaction of its own. A write is durable when the call returns, and fenced:
/// it checks the lease in the same transaction, so that of two stewards only one writes.
package struct SQLiteJournal: Journal {
    /// A dashboard counts as watching until it has been silent for that long.
    package static let watcherSilence = Duration.seconds(3)

    private let file: JournalFile
    private let lease: LeaseToken
    private let now: @Sendable () -> Timestamp

    /// The journal for the steward that took the lease with that token.
    ///
    /// `now` gives the wall clock, for heartbeats and for who watches; entries bring their own.
    package init(
        _ file: JournalFile,
        lease: LeaseToken,
        now: @escaping @Sendable () -> Timestamp
    ) {
        self.file = file
        self.lease = lease
        self.now = now
    }

    /// All entries of the release; an hour of samples takes about 0.2 s to decode.
    ///
    /// - Throws: a ``JournalError`` that names the entry this build can't read.
    package func entries(of release: ReleaseID) throws -> [Entry] {
        try file.read("\(release) not read") { try EntryRows($0).entries(of: release) }
    }

    /// Writes the entries and what follows from them in history, ledger and deployment.
    ///
    /// `entries` may be empty, for a command that changed nothing.
    /// - Throws: `LeaseLost`, or a ``JournalError``; nothing was written, and the journal can be
    ///   used again, also after a full disk.
    package func append(_ entries: [Entry], answering row: Int64?) throws {
        try file.write("not recorded") { db in
            try Lease.verify(lease, at: now(), db)
            try Chronicle(db).append(entries)
            if let row { try CommandRows(db).answer(row, with: entries) }
        }
    }

    /// Commands without an answer, oldest first; about 20 µs when there is none.
    package func waitingCommands(of release: ReleaseID) throws -> [WaitingCommand] {
        try file.read("commands not read") { try CommandRows($0).waiting(for: release) }
    }

    /// Dashboards seen within ``watcherSilence`` before or after now, should clocks differ.
    package func watchers() throws -> Int {
        try file.read("watchers not counted") { try CommandRows($0).watchers(at: now()) }
    }

    /// Begins the 30 s of silence anew; throws `LeaseLost` when another steward was let in.
    package func heartbeat() throws {
        let now = now()
        try file.write("heartbeat not recorded") { db in
            try Lease.verify(lease, at: now, db)
            try db.execute(sql: "UPDATE lease SET heartbeat = ?", arguments: [now.rawValue])
        }
    }
}
