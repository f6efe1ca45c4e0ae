package import RolloutCore
package import TerminalUI

/// One component of a group as screen and `status` show it.
package struct ComponentRow: Sendable, Hashable {
    /// What the group calls it.
    package var name: ComponentName
    /// One character that tells the state without colour.
    package var glyph: Character
    /// Where it stands, in a word or two: `waiting`, `baking`, `warm`.
    package var state: String
    /// How serious that is.
    package var role: Role
    /// The share of traffic the router reports for the new revision; nil where nobody knows.
    package var weight: Weight?
    /// From which revision to which, such as `1.0 → 2.0`; empty before that is known.
    package var revisions: String
    /// What it waits for, or what became of it.
    package var words: String

    /// The components of a group at that moment, in the order of its plan.
    ///
    /// `rollouts` are the releases of its components as far as they are known.
    package static func rows(
        _ group: Group,
        _ rollouts: [ComponentName: Rollout],
        at now: Timestamp
    ) -> [ComponentRow] {
        let running = group.plan.components.map { component in
            ComponentRow(component, group, rollouts[component.name], at: now)
        }
        let known = Dictionary(uniqueKeysWithValues: running.map { ($0.name, $0) })
        return running.map { row in
            guard group.component(row.name).standing == .waiting, !group.isOver else { return row }
            var row = row
            row.words = waiting(row.name, group, known)
            return row
        }
    }

    /// `waits for api, which is baking at 25%, gate in 01:12`.
    private static func waiting(
        _ name: ComponentName,
        _ group: Group,
        _ known: [ComponentName: ComponentRow]
    ) -> String {
        switch group.phase {
        case .checking: return "waits for the checks of all components"
        case .returning: return "does not start"
        case .releasing, .finishing, .ended: break
        }
        let awaited = group.awaited(by: name)
        guard let first = awaited.first, let row = known[first] else {
            return group.pause == nil ? "starts" : "waits for `resume`"
        }
        let weight = row.weight.map { $0 == .zero ? "" : " at \($0)" } ?? ""
        let detail = row.words.isEmpty ? "" : ", \(row.words)"
        let others = awaited.dropFirst().map(\.rawValue)
        let also = others.isEmpty ? "" : "; also for \(others.spokenList)"
        guard row.state != "waiting" else { return "waits for \(first)\(also)" }
        return "waits for \(first), which is \(row.state)\(weight)\(detail)\(also)"
    }

    private init(
        _ component: ComponentPlan,
        _ group: Group,
        _ rollout: Rollout?,
        at now: Timestamp
    ) {
        name = component.name
        revisions =
            rollout.map { rollout in
                (rollout.plan.stable.map { "\($0.label) → " } ?? "first ")
                    + rollout.plan.canary.label
            } ?? ""
        weight = rollout?.split.observed
        let known = group.component(component.name)
        guard let rollout else {
            (glyph, state, role, words) = Self.unstarted(known, isOver: group.isOver)
            return
        }
        state = rollout.phase.name
        words = Self.words(rollout, component, group, at: now)
        (glyph, role) = words == Self.personWords ? ("‖", .watch) : Self.face(rollout)
        if rollout.pause != nil, !rollout.isOver { state += ", paused" }
    }

    private static func unstarted(
        _ known: Component,
        isOver: Bool
    ) -> (Character, String, Role, String) {
        let failed = known.checks?.filter { !$0.passed } ?? []
        switch known.standing {
        case .waiting where !failed.isEmpty:
            let first = failed.map { "\($0.name): \($0.finding)" }.first ?? ""
            return ("✗", "checks failed", .fail, first)
        case .waiting: return ("○", isOver ? "not started" : "waiting", .muted, "")
        case .starting, .started: return ("◐", "starting", .text, "")
        case .notStarted(let words): return ("✗", "not started", .fail, words)
        }
    }

    private static let personWords = "waits for a person"

    private static func face(_ rollout: Rollout) -> (Character, Role) {
        switch rollout.phase {
        case .warm: ("✓", .ok)
        case .rollingBack: ("◄", .fail)
        case .ended(.succeeded, _): ("✓", .ok)
        case .ended: ("!", .fail)
        default: rollout.hold == nil && rollout.pause == nil ? ("►", .text) : ("‖", .watch)
        }
    }

    private static func words(
        _ rollout: Rollout,
        _ component: ComponentPlan,
        _ group: Group,
        at now: Timestamp
    ) -> String {
        if let reason = group.reasonToStay(component.name), group.cause != nil {
            return "stays: \(reason)"
        }
        switch rollout.phase {
        case .warm:
            return warm(component.name, group, at: now)
        case .rollingBack(let rollback):
            return (rollback.returned == nil ? "" : "traffic is back; ") + rollback.cause.sentence
        case .ended(let outcome, _):
            if case .rollbackFailed(_, let left) = outcome { return left }
            return rollout.cause?.sentence ?? ""
        case .contracting: return "a person confirms: `handoff contract \(component.service)`"
        default: return waits(rollout, at: now)
        }
    }

    private static func warm(_ name: ComponentName, _ group: Group, at now: Timestamp) -> String {
        guard group.cause == nil else {
            guard group.mustReturn(name) else { return "arrived and stays" }
            let others = group.unreturned(after: name).map(\.rawValue)
            return others.isEmpty ? "goes back now" : "goes back once \(others.spokenList) is back"
        }
        let missing = group.plan.components.map(\.name).filter { !group.component($0).hasArrived }
        guard missing.isEmpty, let end = group.warmEnd else {
            return "stays warm until \(missing.map(\.rawValue).spokenList) arrived"
        }
        return "all arrived, warm for \(max(.zero, end - now).clock) more"
    }

    /// What is in the way of a release's next step, in the order of its seriousness.
    private static func waits(_ rollout: Rollout, at now: Timestamp) -> String {
        if let hold = rollout.hold { return "holds for a person: \(hold.reason)" }
        let blockers = Assessment(rollout, at: now).blockers
        if let time = blockers.first(where: { $0.kind == .time })?.until {
            return "gate in \(max(.zero, time - now).clock)"
        }
        if blockers.contains(where: { $0.kind == .person }) { return personWords }
        return blockers.first?.sentence ?? ""
    }
}
