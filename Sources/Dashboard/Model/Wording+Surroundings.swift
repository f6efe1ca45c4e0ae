import RolloutCore
import TerminalUI

extension Wording {
    /// Workers, flags, hooks, messages, and what the service depends on.
    static func surroundings(_ event: Event, plan: Plan) -> Wording {
        switch event {
        case .workersBegan:
            let mode = plan.workers?.mode.rawValue ?? "no"
            return Wording("►", "workers", "changing workers, \(mode)")
        case .workersHandedOver:
            return Wording(
                "►",
                "workers",
                "the new workers did well: the old finish their jobs and end"
            )
        case .flagFound(let name, let reading):
            return Wording("·", "flag", "flag \(name) is \(reading)")
        case .flagSet(let name, let reading):
            return Wording("✓", "flag", "flag \(name) set to \(reading)", .ok)
        case .externalChanged(let name, let report):
            let detail = report.detail.isEmpty ? "" : ": \(report.detail)"
            return report.isUp
                ? Wording("✓", "outside", "\(name) is up", .ok)
                : Wording("!", "outside", "\(name) is down\(detail)", .watch)
        case .hookPassed(let run, let said):
            let words = said.isEmpty ? "" : ": \(said)"
            return Wording("✓", "hook", "hook \(run.hook) advanced the release\(words)", .ok)
        case .hookOverridden(let run, let person, let reason):
            return Wording(
                "!",
                "hook",
                "\(person.name) went on past hook \(run.hook)" + because(reason),
                .watch
            )
        case .alerted(let kind, let detail):
            return Wording("!", "alert", "\(kind.words): \(detail)", .fail)
        case .notified(let id):
            return Wording("·", "told", "message \(id) was taken", .muted)
        case .notificationDropped(let id, let failure):
            return Wording("!", "told", "message \(id) was given up: \(failure.summary)", .watch)
        default:
            preconditionFailure("not about the surroundings: \(event)")
        }
    }
}
