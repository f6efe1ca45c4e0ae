import RolloutCore
import TerminalUI

extension Wording {
    /// What instances do, and what the router does with them.
    static func instance(_ event: Event) -> Wording {
        switch event {
        case .instanceChanged(let id, let report):
            return change(of: id, report)
        case .instanceAdmitted(let id):
            return Wording("·", "router", "\(id) is in the router, its check passed")
        case .drainBegan(let id):
            return Wording("◌", "drain", "\(id) gets no new requests, its open ones may end")
        case .instanceDrained(let id, let leftOpen, let took):
            guard leftOpen > 0 else {
                return Wording("✓", "drain", "\(id) drained in \(took.spoken)", .ok)
            }
            let open = Figures.count(leftOpen, "request")
            return Wording(
                "!",
                "drain",
                "\(id) still has \(open) open after \(took.spoken)",
                .watch
            )
        default:
            preconditionFailure("not about an instance: \(event)")
        }
    }

    private static func change(of id: InstanceID, _ report: InstanceReport) -> Wording {
        let detail = report.detail.isEmpty ? "" : ": \(report.detail)"
        let process = report.pid.map { " (pid \($0))" } ?? ""
        switch report.state {
        case .planned: return Wording("·", "instance", "\(id) is planned", .muted)
        case .starting: return Wording("◐", "instance", "\(id) is starting\(process)\(detail)")
        case .ready:
            let place = report.endpoint.map { " at \($0)" } ?? ""
            return Wording("●", "instance", "\(id) is ready\(place)\(detail)", .ok)
        case .notReady: return Wording("!", "instance", "\(id) is not ready\(detail)", .watch)
        case .stopped:
            let exit = report.exit.map { " (\($0.words))" } ?? ""
            return Wording("○", "instance", "\(id) stopped\(exit)\(detail)", .muted)
        case .crashed:
            let exit = report.exit.map { " with \($0.words)" } ?? ""
            return Wording("✗", "instance", "\(id) crashed\(exit)\(detail)", .fail)
        }
    }

    /// Weights, and the phases that are about where traffic goes.
    static func traffic(_ event: Event, plan: Plan) -> Wording {
        switch event {
        case .shiftStarted(let shift):
            return self.shift(shift, plan: plan)
        case .weightObserved(let weight):
            guard let weight else {
                return Wording("!", "router", "the router's weights cannot be read", .watch)
            }
            return Wording("·", "router", "router reports \(weight) on the canary")
        case .trafficReturned(let took):
            return Wording(
                "✓",
                "traffic",
                "all traffic is back on stable after \(took.spoken)",
                .ok
            )
        case .warmBegan:
            let stable = plan.stable?.label ?? "the previous revision"
            return Wording(
                "►",
                "warm",
                "100% on \(plan.canary.label); \(stable) stays warm for "
                    + plan.warm.spoken
            )
        case .warmHeld(let person, let reason):
            let words = "\(person.name) keeps the previous revision warm" + because(reason)
            return Wording("‖", "warm", words, .watch)
        case .warmEnded(let person):
            return warmEnded(by: person, plan: plan)
        case .revisionPromoted:
            return Wording(
                "✓",
                "router",
                "the router takes \(plan.canary.label) for the stable revision",
                .ok
            )
        case .rollbackStarted(let cause):
            return Wording("▼", "rollback", "rolling back: \(cause.sentence)", .fail)
        default:
            preconditionFailure("not about traffic: \(event)")
        }
    }

    private static func warmEnded(by person: Operator, plan: Plan) -> Wording {
        guard let stable = plan.stable?.label else {
            return Wording("►", "retire", "all traffic is on \(plan.canary.label)")
        }
        let why = person == .engine ? "warm time is over" : "\(person.name) ended the warm time"
        return Wording("►", "retire", "\(why), \(stable) retires")
    }

    private static func shift(_ shift: Shift, plan: Plan) -> Wording {
        let place = shift.stage.map { " (stage \($0 + 1) of \(plan.stages.count))" } ?? ""
        return switch shift.cause {
        case .plan: Wording("►", "shift", "shifting to \(shift.to)\(place)")
        case .stepBack:
            Wording(
                "▼",
                "shift",
                (shift.by.map { "\($0.name) steps back" } ?? "stepping back")
                    + " to \(shift.to)\(place)" + because(shift.reason),
                .watch
            )
        case .rollback: Wording("▼", "shift", "returning traffic: \(shift.to) on the canary", .fail)
        }
    }

    /// Something outside that did not work.
    static func failure(
        _ operation: Operation,
        _ failure: Failure,
        attempt: Int,
        retryAfter: Duration?
    )
        -> Wording
    {
        let next = retryAfter.map { "tried again in \($0.spoken)" } ?? "not tried again"
        let count = attempt > 1 ? ", \(attempt) times now" : ""
        return Wording(
            "!",
            "failed",
            "could not \(operation): \(failure.summary)\(count); \(next)",
            retryAfter == nil ? .fail : .watch
        )
    }
}
