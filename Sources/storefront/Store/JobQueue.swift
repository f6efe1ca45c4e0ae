import Foundation

/// The queue of confirmations to send, kept in the database.
///
/// A job is claimed for a time and done in one transaction with its effect. A worker that dies
/// loses its claim when the time is over, and one that was only slow finds its claim gone and
/// leaves no effect: whatever happens, a confirmation is recorded once. Every taking is kept, so
/// that ``Audit`` can count.
struct JobQueue: Sendable {
    /// A job that belongs to one worker until its claim ends.
    struct Job: Sendable, Equatable {
        var id: Int64
        var reference: String
        var claim: String
        /// The number of this taking; a job that was abandoned has several.
        var taking: Int64
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

    static func enqueue(
        reference: String,
        at now: Double,
        in session: any DatabaseSession
    ) throws {
        try session.execute(
            "INSERT INTO job (reference, enqueued) VALUES (?, ?)",
            [reference, now]
        )
    }

    /// Notes that a worker begins to take jobs; answers its number.
    func enter(_ worker: WorkerRecord) async throws -> Int64 {
        let now = Date.now.timeIntervalSince1970
        return try await store.write { session in
            try session.rows(
                """
                INSERT INTO worker (name, revision, pid, started, seen) VALUES (?, ?, ?, ?, ?)
                RETURNING id
                """,
                [worker.name, worker.revision, Int(worker.pid), now, now]
            ).first.map { try $0["id"] } ?? 0
        }
    }

    /// Notes that a worker is still there.
    func see(worker: Int64) async throws {
        let now = Date.now.timeIntervalSince1970
        try await store.write {
            try $0.execute("UPDATE worker SET seen = ? WHERE id = ?", [now, worker])
        }
    }

    /// Notes that a worker takes no more jobs and has none.
    func leave(worker: Int64) async throws {
        let now = Date.now.timeIntervalSince1970
        try await store.write {
            try $0.execute(
                "UPDATE worker SET seen = ?, stopped = ? WHERE id = ?",
                [now, now, worker]
            )
        }
    }

    /// Claims the oldest job that nobody holds.
    func claim(worker: Int64) async throws -> Job? {
        let now = Date.now.timeIntervalSince1970
        let until = now + lease / .seconds(1)
        let claim = Store.randomText(bytes: 8)
        return try await store.write { session in
            let row = try session.rows(
                """
                UPDATE job SET claim = ?, claimedUntil = ?
                WHERE id = (
                    SELECT id FROM job WHERE finished IS NULL AND claimedUntil <= ?
                    ORDER BY id LIMIT 1 \(session.dialect.skippingLocked)
                )
                RETURNING id, reference
                """,
                [claim, until, now]
            ).first
            guard let row else { return nil }
            let id: Int64 = try row["id"]
            let taking = try session.rows(
                "INSERT INTO taking (jobID, workerID, taken) VALUES (?, ?, ?) RETURNING id",
                [id, worker, now]
            ).first
            guard let taking: Int64 = try taking?["id"] else { return nil }
            return Job(id: id, reference: try row["reference"], claim: claim, taking: taking)
        }
    }

    /// Records the job's effect; false, without any, if the claim had gone to another worker.
    func complete(_ job: Job) async throws -> Bool {
        let now = Date.now.timeIntervalSince1970
        return try await store.write { session in
            let finished = try session.execute(
                "UPDATE job SET finished = ? WHERE id = ? AND claim = ? AND finished IS NULL",
                [now, job.id, job.claim]
            )
            guard finished == 1 else { return false }
            try session.execute("UPDATE taking SET finished = ? WHERE id = ?", [now, job.taking])
            try session.execute(
                "INSERT INTO confirmation (jobID, reference, sent) VALUES (?, ?, ?)",
                [job.id, job.reference, now]
            )
            return true
        }
    }

    func depth() async throws -> Depth {
        let now = Date.now.timeIntervalSince1970
        return try await store.inspect { session in
            let row = try session.rows(
                """
                SELECT COUNT(*) AS waiting, MIN(enqueued) AS oldest FROM job
                WHERE finished IS NULL AND claimedUntil <= ?
                """,
                [now]
            ).first
            let oldest: Double? = try row?["oldest"] ?? nil
            return Depth(
                waiting: try row?["waiting"] ?? 0,
                oldestAgeSeconds: max(0, now - (oldest ?? now))
            )
        }
    }
}
