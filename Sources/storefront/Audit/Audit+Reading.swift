import Foundation

extension Audit {
    /// Counts what the database knows, all of it at the same moment.
    static func read(_ driver: any DatabaseDriver) async throws -> Audit {
        let now = Date.now.timeIntervalSince1970
        return try await driver.read { session in
            let revisions = try Self.revisions(session)
            let orphans = try session.number(ordersWithoutJob)
            return Audit(
                made: try session.number("SELECT COUNT(*) AS number FROM job") + orphans,
                done: try session.number(jobs + "WHERE finished IS NOT NULL AND " + hasEffect),
                waiting: try session.number(
                    jobs + "WHERE finished IS NULL AND claimedUntil <= ?",
                    [now]
                ),
                underWay: try session.number(
                    jobs + "WHERE finished IS NULL AND claimedUntil > ?",
                    [now]
                ),
                lost: try session.number(
                    jobs + "WHERE finished IS NOT NULL AND NOT " + hasEffect
                ) + orphans,
                doneTwice: try session.number(several("taking WHERE finished IS NOT NULL")),
                takenTwice: try session.number(several("taking")),
                revisions: revisions,
                overlaps: overlaps(of: revisions)
            )
        }
    }

    private static let jobs = "SELECT COUNT(*) AS number FROM job "
    private static let hasEffect =
        "EXISTS (SELECT 1 FROM confirmation WHERE confirmation.jobID = job.id)"
    /// Orders of the opening stock, which start with another letter, had theirs long ago.
    private static let ordersWithoutJob = """
        SELECT COUNT(*) AS number FROM purchase WHERE reference LIKE 'B-%'
        AND NOT EXISTS (SELECT 1 FROM job WHERE job.reference = purchase.reference)
        """

    private static func several(_ takings: String) -> String {
        "SELECT COUNT(*) AS number FROM "
            + "(SELECT jobID FROM \(takings) GROUP BY jobID HAVING COUNT(*) > 1) AS several"
    }

    /// A worker that was killed took jobs at least until it was last heard of.
    private static func revisions(_ session: any DatabaseSession) throws -> [Revision] {
        let rows = try session.rows(
            """
            SELECT revision, started, COALESCE(stopped, seen) AS ended, COUNT(finished) AS done,
                COALESCE(MAX(taken), started) AS lastTaken,
                COALESCE(MAX(finished), started) AS lastFinished
            FROM worker LEFT JOIN taking ON workerID = worker.id
            GROUP BY worker.id, revision, started, stopped, seen
            """
        )
        var done: [String: Int] = [:]
        var intervals: [String: [Interval]] = [:]
        for row in rows {
            let revision: String = try row["revision"]
            let ends: [Double] = [try row["ended"], try row["lastTaken"], try row["lastFinished"]]
            done[revision, default: 0] += try row["done"]
            intervals[revision, default: []]
                .append(Interval(from: try row["started"], to: ends.reduce(0, max)))
        }
        return intervals.map { revision, intervals in
            Revision(
                revision: revision,
                done: done[revision] ?? 0,
                intervals: Interval.union(intervals)
            )
        }.sorted { ($0.intervals[0].from, $0.revision) < ($1.intervals[0].from, $1.revision) }
    }

    /// Every time that any two revisions share.
    static func overlaps(of revisions: [Revision]) -> [Overlap] {
        revisions.indices.flatMap { first in
            revisions[(first + 1)...].flatMap { other in
                revisions[first].intervals.flatMap { interval in
                    other.intervals.compactMap { interval.intersection($0) }
                }.map {
                    Overlap(revisions: [revisions[first].revision, other.revision], interval: $0)
                }
            }
        }
    }
}
