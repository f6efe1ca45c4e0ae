import GRDB
package import RolloutCore

extension JournalReader {
    /// Entries of the release after that sequence, in order; at most `limit` when one is given.
    package func entries(
        of release: ReleaseID,
        after sequence: Int = 0,
        limit: Int? = nil
    ) throws -> [Entry] {
        try read { db in
            try EntryRows(db).entries(
                of: release,
                in: (sequence + 1)...Int.max,
                limit: limit ?? -1
            )
        }
    }

    /// The sequence of the release's last entry; 0 when it has none.
    package func lastSequence(of release: ReleaseID) throws -> Int {
        try read { try EntryRows($0).lastSequence(of: release) }
    }

    /// One release at a glance; nil when there is none of that number.
    package func summary(of release: ReleaseID) throws -> ReleaseSummary? {
        try read { try ReleaseSummary.find(release, $0) }
    }

    /// The release with the highest number; nil before the first.
    package func latestRelease() throws -> ReleaseSummary? {
        try read { db in
            try Row.fetchOne(db, sql: ReleaseSummary.selection + " ORDER BY number DESC LIMIT 1")
                .map(ReleaseSummary.init)
        }
    }

    /// Every release, the newest first.
    package func history() throws -> [ReleaseSummary] {
        try read { db in
            try Row.fetchAll(db, sql: ReleaseSummary.selection + " ORDER BY number DESC")
                .map(ReleaseSummary.init)
        }
    }

    /// How releases of those bytes ended here, the newest first; of all bytes when nil.
    package func ledger(of digest: Digest? = nil) throws -> [LedgerLine] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: "SELECT * FROM ledger WHERE digest = ifnull(?, digest) ORDER BY release DESC",
                arguments: [digest?.rawValue]
            ).map(LedgerLine.init)
        }
    }

    /// What serves now, as the last release that ended left it.
    package func deployment() throws -> Deployment {
        try read { try Deployment($0) }
    }

    /// Who steers; nil when the lease is free.
    ///
    /// A holder may be gone without having said so: see
    /// ``LeaseHolder/isProvablyGone(seenFrom:isAlive:)``.
    package func leaseHolder() throws -> LeaseHolder? {
        try read { try Lease.holder($0) }
    }

    /// What became of a command; nil when there is none of that row.
    package func fate(of row: Int64) throws -> CommandFate? {
        try read { try CommandRows($0).fate(of: row) }
    }

    /// How many dashboards watch at that moment.
    package func watchers(at now: Timestamp) throws -> Int {
        try read { try CommandRows($0).watchers(at: now) }
    }
}
