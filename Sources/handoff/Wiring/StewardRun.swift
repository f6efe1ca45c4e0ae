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
        let engine = Engine(
            release: release,
            steward: steward,
            journal: journal,
            world: try World(of: rollout.plan, at: site),
            judge: ThresholdJudge(),
            time: clock,
            log: Logger(label: "steward")
        )
        let end = try await engine.run()
        try? lease.giveBack(token)
        return end
    }
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
