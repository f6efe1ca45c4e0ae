import Foundation
import GRDB

/// The queue of confirmations to send, kept in the database.
///
/// A job is claimed for a time and done in one transaction with its effect. A worker that dies
/// loses its claim when the time is over, and one that was only slow finds its claim gone and
/// leaves no effect: whatever happens, a confirmation is recorded once.
struct JobQueue: Sendable {
    /// A job that belongs to one worker until its claim ends.
    struct Job: Sendable, Equatable {
        var id: Int64
        var reference: String
        var claim: String
    }

    /// The state of the queue for those who watch it.
    struct Depth: Sendable, Equatable {
        /// Jobs that no worker holds.
        var waiting: Int
        /// The time since the oldest waiting job was enqueued; zero when none waits.
        var oldestAgeSeconds: Double
    }

    let store: Store
    /// How long a claim holds without word from its worker.
    var lease: Duration = .seconds(10)

    static func enqueue(reference: String, at now: Double, in database: Database) throws {
        try database.executeCached(
            sql: "INSERT INTO job (reference, enqueued) VALUES (?, ?)",
            arguments: [reference, now]
        )
    }

    /// Claims the oldest job that nobody holds.
    func claim() async throws -> Job? {
        let now = Date.now.timeIntervalSince1970
        let until = now + lease / .seconds(1)
        let claim = Store.randomText(bytes: 8)
        return try await store.write { database in
            try Row.fetchOne(
                database.cachedStatement(
                    sql: """
                        UPDATE job SET claim = ?, claimedUntil = ?
                        WHERE id = (SELECT id FROM job WHERE claimedUntil <= ? ORDER BY id LIMIT 1)
                        RETURNING id, reference
                        """
                ),
                arguments: [claim, until, now]
            ).map { Job(id: $0["id"], reference: $0["reference"], claim: claim) }
        }
    }

    /// Records the job's effect and removes it; false if the claim had gone to another worker.
    func complete(_ job: Job) async throws -> Bool {
        let now = Date.now.timeIntervalSince1970
        return try await store.write { database in
            try database.executeCached(
                sql: "DELETE FROM job WHERE id = ? AND claim = ?",
                arguments: [job.id, job.claim]
            )
            guard database.changesCount == 1 else { return false }
            try database.executeCached(
                sql: "INSERT INTO confirmation (jobID, reference, sent) VALUES (?, ?, ?)",
                arguments: [job.id, job.reference, now]
            )
            return true
        }
    }

    func depth() async throws -> Depth {
        let now = Date.now.timeIntervalSince1970
        return try await store.inspect { database in
            let row = try Row.fetchOne(
                database.cachedStatement(
                    sql: "SELECT COUNT(*) AS waiting, MIN(enqueued) AS oldest FROM job "
                        + "WHERE claimedUntil <= ?"
                ),
                arguments: [now]
            )
            let oldest: Double? = row?["oldest"]
            return Depth(
                waiting: row?["waiting"] ?? 0,
                oldestAgeSeconds: max(0, now - (oldest ?? now))
            )
        }
    }
}
