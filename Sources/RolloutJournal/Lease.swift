import GRDB
package import RolloutCore
import RolloutEngine

/// The right of one process at a time to steer the service.
///
/// The steward says every few seconds that it lives (``SQLiteJournal/heartbeat()``), and everything
/// it writes is checked against its token in the same transaction, so a steward that was cut off
/// and comes back can write nothing once another has the lease.
package struct Lease: Sendable {
    /// A holder silent for that long may be replaced by who asks for it.
    package static let longestSilence = Duration.seconds(30)

    private let file: JournalFile

    /// The lease of that journal's service.
    package init(_ file: JournalFile) { self.file = file }

    /// Takes the lease for a process of this host.
    ///
    /// Granted when it is free, when its holder is provably gone, or with `takeOver` when the
    /// holder has been silent for ``longestSilence``; alive or not, it is fenced off from then on.
    ///
    /// - Throws: ``LeaseRefused`` with the holder; a ``JournalError``.
    package func take(
        steward: Steward,
        takeOver: Bool,
        at now: Timestamp,
        isAlive: (_ pid: Int, _ startTime: String) -> Bool = StewardIdentity.isAlive
    ) throws -> LeaseToken {
        try file.write("lease not taken") { db in
            if let holder = try Self.holder(db) {
                let isStale = takeOver && holder.silence(at: now) >= Self.longestSilence
                guard isStale || holder.isProvablyGone(seenFrom: steward, isAlive: isAlive) else {
                    throw LeaseRefused(service: file.location.service, holder: holder, at: now)
                }
            }
            let last = try Int64.fetchOne(db, sql: "SELECT token FROM lease") ?? 0
            try db.execute(
                sql: "INSERT OR REPLACE INTO lease VALUES (1, ?, ?, ?, ?)",
                arguments: [
                    last + 1, try EntryCoding().text(steward), now.rawValue, now.rawValue,
                ]
            )
            return LeaseToken(rawValue: last + 1)
        }
    }

    /// Gives the lease back, at the end of a release; does nothing when it is another's by now.
    package func giveBack(_ token: LeaseToken) throws {
        try file.write("lease not given back") { db in
            try db.execute(
                sql: "UPDATE lease SET steward = NULL WHERE token = ?",
                arguments: [token.rawValue]
            )
        }
    }

    /// Who has the lease; nil when it is free.
    static func holder(_ db: Database) throws -> LeaseHolder? {
        let row = try Row.fetchOne(
            db,
            sql: "SELECT token, steward, since, heartbeat FROM lease WHERE steward IS NOT NULL"
        )
        guard let row else { return nil }
        return LeaseHolder(
            steward: try EntryCoding().value(Steward.self, from: row["steward"]),
            token: LeaseToken(rawValue: row["token"]),
            since: Timestamp(rawValue: row["since"]),
            heartbeat: Timestamp(rawValue: row["heartbeat"])
        )
    }

    /// Refuses to go on unless the lease is that token's.
    static func verify(_ token: LeaseToken, at now: Timestamp, _ db: Database) throws {
        let statement = try db.cachedStatement(
            sql: "SELECT 1 FROM lease WHERE token = ? AND steward IS NOT NULL"
        )
        guard try Int.fetchOne(statement, arguments: [token.rawValue]) == nil else { return }
        throw LeaseLost(holder: try holder(db)?.words(at: now) ?? "nobody, it was given back")
    }
}
