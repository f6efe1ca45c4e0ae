import GRDB
import RolloutCore

/// Adds entries to the record, and to the tables that follow from them.
///
/// Everything here happens within the caller's transaction; a thrown error leaves nothing.
struct Chronicle {
    let db: Database
    private let coding = EntryCoding()

    init(_ db: Database) { self.db = db }

    /// Adds entries of one release that follow its last one without a gap.
    func append(_ entries: [Entry]) throws {
        guard let first = entries.first else { return }
        try check(entries, of: first.release)
        for entry in entries {
            if case .releaseStarted(let start) = entry.event { try begin(start, entry) }
        }
        guard try ReleaseSummary.find(first.release, db) != nil else {
            throw JournalError(
                .refused,
                "not recorded: \(first.release) was never started in this journal. Nothing was "
                    + "written. Start it with `handoff run`."
            )
        }
        try EntryRows(db).insert(entries)
        for entry in entries {
            if case .ended(let outcome) = entry.event { try end(outcome, entry) }
        }
    }

    private func check(_ entries: [Entry], of release: ReleaseID) throws {
        var last = try EntryRows(db).lastSequence(of: release)
        for entry in entries {
            guard entry.release == release, entry.sequence == last + 1 else {
                throw JournalError(
                    .refused,
                    "not recorded: entry \(entry.sequence) of \(entry.release) does not follow "
                        + "entry \(last) of \(release), the last one. Nothing was written. "
                        + "`handoff resume` reads the journal afresh and goes on from there."
                )
            }
            last = entry.sequence
        }
    }

    private func begin(_ start: ReleaseStarted, _ entry: Entry) throws {
        guard entry.sequence == 1, start.release == entry.release else {
            throw JournalError(
                .refused,
                "not recorded: \(start.release) can only begin with its own first entry, not "
                    + "entry \(entry.sequence) of \(entry.release). Nothing was written."
            )
        }
        if let other = try ReleaseSummary.underWay(db) { throw Self.refusal(other, entry.at) }
        try db.execute(
            sql: "INSERT INTO releases VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, NULL)",
            arguments: [
                start.release.rawValue, start.plan.service.rawValue, start.plan.environment,
                start.plan.canary.label, start.plan.canary.digest.rawValue,
                start.plan.stable?.label, try coding.text(start.by), start.version,
                entry.at.rawValue,
            ]
        )
    }

    private static func refusal(_ other: ReleaseSummary, _ now: Timestamp) -> JournalError {
        JournalError(
            .refused,
            "not started: \(other.release) of \(other.service) to \(other.label) has been under "
                + "way since \(other.started.clock(now: now)), and a service has one release at a "
                + "time. Nothing was changed. `handoff watch \(other.service)` shows it; "
                + "`handoff resume \(other.service)` continues it when no steward has it."
        )
    }

    private func end(_ outcome: Outcome, _ entry: Entry) throws {
        let release = entry.release
        try db.execute(
            sql: """
                UPDATE releases SET outcome = ?, outcomeDetail = ?, ended = ?
                WHERE number = ? AND outcome IS NULL
                """,
            arguments: [
                outcome.name, try coding.text(outcome), entry.at.rawValue, release.rawValue,
            ]
        )
        guard db.changesCount == 1 else {
            throw JournalError(
                .refused,
                "not recorded: \(release) has ended before and can't end twice. Nothing was "
                    + "written. `handoff show` tells how it ended."
            )
        }
        try db.execute(
            sql: """
                INSERT INTO ledger SELECT number, digest, label, environment, outcome, ended
                FROM releases WHERE number = ?
                """,
            arguments: [release.rawValue]
        )
        guard let rollout = try foldWithoutSamples(release) else { return }
        try Deployment(after: rollout, outcome: outcome).store(by: release, db)
    }

    /// The release's state as far as instances go.
    ///
    /// Samples move no instance, and folding a day of them would hold the lock for seconds, so
    /// they are left out and the others are numbered anew.
    private func foldWithoutSamples(_ release: ReleaseID) throws -> Rollout? {
        let entries = try EntryRows(db).entries(of: release, skipping: .sampled)
        return Rollout(
            folding: entries.enumerated().map { offset, entry in
                var entry = entry
                entry.sequence = offset + 1
                return entry
            }
        )
    }
}
