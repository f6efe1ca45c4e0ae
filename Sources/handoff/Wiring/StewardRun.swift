import Foundation
import Logging
import RolloutAdapters
import RolloutCore
import RolloutEngine
import RolloutJournal

/// Steers one release in this process, from taking the lease to giving it back.
struct StewardRun: Sendable {
    let site: ServiceSite
    let release: ReleaseID
    let takesOver: Bool

    /// Steers until the release is over, the lease is lost, or the task is cancelled.
    ///
    /// - Throws: ``LeaseRefused`` when another steward is at it; a ``JournalError``.
    func callAsFunction() async throws -> Engine.End {
        let clock = SystemClock()
        let file = try JournalFile(site.location)
        try await Succession(site: site, release: release).wait()
        let lease = Lease(file)
        let steward = StewardIdentity.current()
        let token = try lease.take(steward: steward, takeOver: takesOver, at: clock.now)
        let journal = SQLiteJournal(file, lease: token, now: { clock.now })
        guard let rollout = Rollout(folding: try journal.entries(of: release)) else {
            throw NotDone(
                "there is no release \(release) of \(site.location.service) in "
                    + "\(site.location.environment). Nothing was done. "
                    + "`handoff history` lists them."
            )
        }
        // Held to the end: an observer stays away from the router as long.
        let visit = try await RouterVisit(site)
        defer { withExtendedLifetime(visit) {} }
        let engine = try engine(of: rollout, steward: steward, journal: journal)
        let end = try await untilNext {
            async let earlier: Void = sendLeft(before: rollout, steward: steward, journal: journal)
            let end = try await engine.run()
            // At most as long as a release waits for its own receivers after its end.
            await earlier
            return end
        }
        try? lease.giveBack(token)
        return end
    }

    /// Steers to the end; what is left to send then is left to the next release if one begins.
    private func untilNext(
        _ steer: @escaping @Sendable () async throws -> Engine.End
    ) async throws -> Engine.End {
        let succession = Succession(site: site, release: release)
        return try await withThrowingTaskGroup(of: Engine.End?.self) { group in
            group.addTask { try await steer() }
            group.addTask { try await succession.next().map(Engine.End.over) }
            defer { group.cancelAll() }
            while let end = try await group.next() {
                if let end { return end }
            }
            return .cancelled
        }
    }

    private func engine(
        of rollout: Rollout,
        steward: Steward,
        journal: SQLiteJournal
    ) throws -> Engine {
        Engine(
            release: rollout.start.release,
            steward: steward,
            journal: journal,
            world: try World(of: rollout.plan, at: site),
            judge: CriterionJudge(),
            time: SystemClock(),
            log: Logger(label: "steward")
        )
    }

    /// Has the messages sent that the last releases left when their steward died after their end.
    ///
    /// What fails there is no reason not to steer this one.
    private func sendLeft(
        before rollout: Rollout,
        steward: Steward,
        journal: SQLiteJournal
    ) async {
        let number = rollout.start.release.rawValue
        guard !rollout.isOver else { return }
        for number in max(1, number - Self.releasesBefore)..<number {
            guard let entries = try? journal.entries(of: ReleaseID(rawValue: number)),
                let before = Rollout(folding: entries), before.isOver, !before.isSettled
            else { continue }
            _ = try? await engine(of: before, steward: steward, journal: journal).run()
        }
    }

    /// How many releases are looked at for messages they left.
    private static let releasesBefore = 3
}

extension Engine.End {
    /// The exit code that goes with it.
    var code: ExitCode {
        switch self {
        case .over(let outcome): ExitCode(outcome: outcome)
        case .leaseLost: .leaseHeld
        case .cancelled: .timedOut
        }
    }
}
