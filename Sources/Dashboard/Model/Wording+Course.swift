import RolloutCore
import TerminalUI

extension Wording {
    private static func judge(_ preparation: JudgePreparation) -> Wording {
        Wording(
            "·",
            "judge",
            "judge " + preparation.sentence,
            preparation.isRehearsed ? .muted : .watch
        )
    }

    /// Beginning, checks, end, and what people and stewards do beside it.
    static func course(_ event: Event, plan: Plan) -> Wording {
        switch event {
        case .releaseStarted(let start):
            let from = plan.stable.map { "\($0.label) → " } ?? "first revision "
            return Wording(
                "►",
                "start",
                "\(start.by.name) started release \(start.release): \(plan.service) \(from)"
                    + "\(plan.canary.label) in \(plan.environment)"
            )
        case .stewardStarted(let steward, let resumed):
            let what = resumed ? "took the release up again" : "took the release up"
            return Wording(
                "·",
                "steward",
                "steward pid \(steward.pid) on \(steward.host) \(what)",
                resumed ? .watch : .muted
            )
        case .preflightFinished(let checks, _):
            return preflight(checks)
        case .judgePrepared(let preparation):
            return judge(preparation)
        case .rehearsalBegan:
            let label = plan.stable?.label ?? "stable"
            return Wording("►", "rehearse", "rehearsing the way back: does \(label) start today")
        case .rehearsed(let rehearsal):
            return Wording(
                rehearsal.passed ? "✓" : "✗",
                "rehearse",
                rehearsal.passed
                    ? "rollback rehearsed in \(rehearsal.took.spoken): \(rehearsal.finding)"
                    : rehearsal.finding,
                rehearsal.passed ? .ok : .fail
            )
        case .rehearsalCleared:
            return Wording(
                "·",
                "rehearse",
                "the rehearsal was given up, nothing of it runs",
                .muted
            )
        case .startBegan where plan.canary == plan.stable:
            return Wording("►", "adopt", "taking over what serves, as it is")
        case .startBegan:
            let count = Figures.count(plan.instanceCount, "instance")
            return Wording("►", "start", "starting \(count) of \(plan.canary.label)")
        case .ended(let outcome):
            return ending(outcome, plan: plan)
        case .annotated(let note, let person):
            return Wording("·", "note", "\(person.name): \(note)")
        case .watchersChanged(let count):
            let words =
                count == 0
                ? "nobody watches any more" : "\(Figures.count(count, "dashboard")) open"
            return Wording("·", "watch", words, .muted)
        default:
            preconditionFailure("not about the course: \(event)")
        }
    }

    private static func preflight(_ checks: [Check]) -> Wording {
        let failed = checks.filter { !$0.passed }
        guard !failed.isEmpty else {
            return Wording(
                "✓",
                "checks",
                "all \(Figures.count(checks.count, "check")) passed",
                .ok
            )
        }
        let names = failed.map(\.name).spokenList
        return Wording(
            "✗",
            "checks",
            "\(failed.count) of \(checks.count) checks failed: \(names)",
            .fail
        )
    }

    private static func ending(_ outcome: Outcome, plan: Plan) -> Wording {
        let canary = plan.canary.label
        let stable = plan.stable?.label ?? "no revision"
        return switch outcome {
        case .succeeded:
            Wording("✓", "end", "succeeded: all traffic is on \(canary)", .ok)
        case .adopted:
            Wording("✓", "end", "adopted: \(stable) serves behind the router", .ok)
        case .rehearsed:
            Wording("✓", "end", "rehearsed: \(stable) can be started again", .ok)
        case .refused:
            Wording("✗", "end", "refused: nothing was changed", .fail)
        case .rolledBack(let cause):
            Wording(
                "▼",
                "end",
                "rolled back: all traffic is on \(stable), \(canary) is gone "
                    + "(\(cause.sentence))",
                .fail
            )
        case .aborted(let person):
            Wording("▼", "end", "aborted by \(person.name) before any traffic moved", .watch)
        case .rollbackFailed(_, let left):
            Wording("✗", "end", "rollback failed: \(left)", .fail)
        }
    }
}
