import Foundation
import RolloutCore
import RolloutEngine
import RolloutJournal
import Synchronization

/// Steers one group in this process, from taking its lease to giving it back.
struct GroupRun: Sendable {
    /// What ended it.
    enum End: Sendable {
        case over(GroupOutcome)
        /// Another steward has the lease, in words.
        case leaseLost(String)
        /// The group goes on when a steward takes it up again; its releases go on meanwhile.
        case cancelled
    }

    let site: GroupSite
    let number: Int
    let takesOver: Bool

    /// Steers until the group is over, the lease is lost, or the task is cancelled.
    ///
    /// - Throws: ``LeaseRefused`` when another steward is at it; a ``JournalError``.
    func callAsFunction() async throws -> End {
        let clock = SystemClock()
        let file = try JournalFile(site.location)
        let lease = Lease(file)
        let steward = StewardIdentity.current()
        let token = try lease.take(steward: steward, takeOver: takesOver, at: clock.now)
        let journal = GroupJournal(file, lease: token)
        guard let group = Group(folding: try journal.entries(of: number)) else {
            throw NotDone("there is no group \(number) of \(site.location.service).")
        }
        var loop = GroupLoop(site: site, journal: journal, group: group, clock: clock)
        do {
            let end = try await loop.run(steward)
            try? lease.giveBack(token)
            return end
        } catch let lost as LeaseLost {
            return .leaseLost(lost.holder)
        }
    }
}

extension GroupRun.End {
    /// The exit code that goes with it.
    var code: ExitCode {
        switch self {
        case .over(let outcome): ExitCode(outcome: outcome)
        case .leaseLost: .leaseHeld
        case .cancelled: .timedOut
        }
    }
}

extension ExitCode {
    /// The code for the end of a group: that of the component it began with.
    init(outcome: GroupOutcome) {
        self =
            switch outcome {
            case .succeeded: .succeeded
            case .refused: .refused
            case .aborted: .rolledBackByPerson
            case .rolledBack(let cause):
                cause.isPersons ? .rolledBackByPerson : .rolledBackByCriterion
            case .rollbackFailed: .rollbackFailed
            }
    }
}

/// What operations of a group's steward found, until its loop comes to it.
final class GroupInbox: Sendable {
    private let waiting = Mutex<[(GroupOperation, GroupInput?)]>([])

    /// Leaves what an operation found; nil when it has to be done again.
    func offer(_ operation: GroupOperation, _ input: GroupInput?) {
        waiting.withLock { $0.append((operation, input)) }
    }

    /// All that was left, in its order.
    func take() -> [(operation: GroupOperation, input: GroupInput?)] {
        waiting.withLock { waiting in
            defer { waiting = [] }
            return waiting
        }
    }
}
