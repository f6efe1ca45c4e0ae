import RolloutCore

/// How handoff ends, as scripts and CI jobs see it.
///
/// Promised: a code never changes its meaning, and it always agrees with the last line printed.
/// A command that ends in another way than well throws one, after it has said why.
enum ExitCode: Int32, Error, CaseIterable, Sendable {
    case succeeded = 0
    case internalError = 1
    case usage = 2
    case refused = 3
    case rolledBackByCriterion = 4
    case rolledBackByPerson = 5
    case rollbackFailed = 6
    case leaseHeld = 7
    case timedOut = 8
    case engineNotReachable = 9

    /// The code for the end of a release.
    ///
    /// Crashes and instances that never became ready count as criteria: the release was rolled
    /// back for what was measured, not because a person asked.
    init(outcome: Outcome) {
        self =
            switch outcome {
            case .succeeded, .rehearsed, .adopted: .succeeded
            case .refused: .refused
            case .rolledBack(.person), .aborted: .rolledBackByPerson
            case .rolledBack: .rolledBackByCriterion
            case .rollbackFailed: .rollbackFailed
            }
    }

    /// What it means, in a sentence for the manual.
    var sentence: String {
        switch self {
        case .succeeded: "Succeeded: what was asked for is done."
        case .internalError: "Internal: something failed that should not; the words say what."
        case .usage: "Usage: the command line or the plan file is wrong; nothing was done."
        case .refused: "Refused: a check before the release failed; nothing was changed."
        case .rolledBackByCriterion:
            "Rolled back by a criterion, or because new instances crashed or were not ready."
        case .rolledBackByPerson: "Rolled back or aborted by a person."
        case .rollbackFailed: "Rollback failed: the words say what is left for a person to do."
        case .leaseHeld: "Lease held: another process steers this service; nothing was done."
        case .timedOut: "Timed out: the release goes on, only the waiting ended."
        case .engineNotReachable: "Engine not reachable: no steward answers for this service."
        }
    }

    /// All codes with their sentences, a line each.
    static var manual: String {
        "Exit codes:\n"
            + allCases.map { "  \($0.rawValue)  \($0.sentence)" }.joined(separator: "\n")
    }
}
