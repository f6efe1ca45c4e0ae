import Foundation
import RolloutCore
import RolloutJournal

/// Ends a release that is under way so that a newer one can take its place.
///
/// The one outcome: the older one is rolled back to what served before it, and only when that is
/// done the newer one starts from its first check, against the same stable revision.
struct Supersession: Sendable {
    /// How long a steward may take to give back the lease of a release that is over.
    private static let leasePatience = Duration.seconds(10)
    private static let interval = Duration.milliseconds(20)

    /// Whether the person is shown what would happen and asked.
    let asks: Bool
    /// Why, in the person's words, beside what takes its place.
    let reason: String?
    /// How long the end is waited for; nil for as long as it takes.
    let limit: Duration?

    /// Asks for the rollback and waits for the end of the release.
    ///
    /// Starts a steward where none is at it. A release that succeeds on the last stretch is left as
    /// it is: the newer one then starts against it.
    /// - Throws: a ``NotDone`` with ``ExitCode/refused`` when it cannot be rolled back any more,
    ///   ``ExitCode/rollbackFailed`` when that failed, ``ExitCode/timedOut`` at the limit.
    func callAsFunction(
        _ older: ReleaseSummary,
        by newer: Revision,
        at site: ServiceSite
    ) async throws {
        let reader = try JournalReader(site.location)
        guard let rollout = Rollout(folding: try reader.entries(of: older.release)) else { return }
        if asks { try ConsequenceQuestion(verb: .rollback, rollout: rollout).ask() }
        print("superseding \(older.release) to \(older.label): rolling it back first")
        fflush(nil)
        let row = try await askForRollback(of: older, by: newer, at: site, reader)
        let outcome = try await end(of: older, asked: row, at: site, reader)
        if case .rollbackFailed(_, let left) = outcome {
            throw NotDone(
                "not started: \(older.release) to \(older.label) was to be superseded by "
                    + "\(newer.label), and its rollback failed: \(left). \(newer.label) was not "
                    + "touched. `handoff show \(older.release)` tells the whole of it.",
                code: .rollbackFailed
            )
        }
        print("\(older.release) is over: \(outcome.clause)")
        try await waitForLease(reader)
    }

    private func askForRollback(
        of older: ReleaseSummary,
        by newer: Revision,
        at site: ServiceSite,
        _ reader: JournalReader
    ) async throws -> Int64? {
        if try StewardSight(reader) == .gone {
            try await StewardProcess.startAndWait(StewardTask(older.release, at: site))
        }
        let words = "superseded by \(newer.label) (\(newer.digest.short)…)"
        let command = Command(
            .rollback,
            by: .current,
            reason: words + (reason.map { ": \($0)" } ?? "")
        )
        do {
            let sender = CommandSender(try JournalFile(site.location))
            return try sender.send(command, to: older.release, at: SystemClock().now)
        } catch let error as JournalError where error.kind == .refused {
            // It ended in this moment; how, the journal tells.
            return nil
        }
    }

    private func end(
        of older: ReleaseSummary,
        asked row: Int64?,
        at site: ServiceSite,
        _ reader: JournalReader
    ) async throws -> Outcome {
        var keeper = StewardKeeper(StewardTask(older.release, at: site))
        let start = ContinuousClock.now
        while true {
            // Looked at first: a steward that is gone before the end was written left early.
            let sight = try StewardSight(reader)
            if let outcome = try reader.summary(of: older.release)?.outcome { return outcome }
            if let row, case .rejected(let rejection) = try reader.fate(of: row) {
                try refuseUnlessReturning(older, rejection, reader)
            }
            _ = try keeper.look(sight, at: SystemClock().now)
            if let limit, ContinuousClock.now - start >= limit {
                throw NotDone(
                    "not started: \(older.release) was asked to roll back and has not ended after "
                        + "\(limit.spoken). It goes on. `handoff watch \(older.service)` shows "
                        + "it; start the new release again when it is over.",
                    code: .timedOut
                )
            }
            try await Task.sleep(for: Self.interval)
        }
    }

    /// A rollback that was under way already is what was wished for.
    private func refuseUnlessReturning(
        _ older: ReleaseSummary,
        _ rejection: Rejection,
        _ reader: JournalReader
    ) throws {
        let rollout = Rollout(folding: try reader.entries(of: older.release))
        if case .rollingBack = rollout?.phase { return }
        if rollout?.isOver == true { return }
        throw NotDone(
            "not started: \(older.release) to \(older.label) cannot be superseded now. "
                + "\(rejection.typed) It goes on, and nothing else was changed.",
            code: .refused
        )
    }

    private func waitForLease(_ reader: JournalReader) async throws {
        let limit = ContinuousClock.now + Self.leasePatience
        while try StewardSight(reader) != .gone, ContinuousClock.now < limit {
            try await Task.sleep(for: Self.interval)
        }
    }
}
