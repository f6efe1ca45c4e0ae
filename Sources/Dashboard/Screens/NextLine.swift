import RolloutCore
import TerminalUI

/// Row 3: what happens next, when, and what is in the way of it.
struct NextLine: Widget {
    /// What happens next, the longest form first.
    let next: [String]
    /// What is in the way, the longest form first; empty when nothing is.
    let way: [String]
    /// How serious that is.
    let role: Role

    init(_ scene: Scene) {
        next = Self.next(scene)
        let blockers = scene.assessment.blockers.filter { $0.kind != .time && $0.kind != .person }
        (way, role) = Self.way(blockers)
    }

    func draw(into canvas: inout Canvas, in area: Rect) {
        let label = StyledLine("NEXT".padded(to: area.width >= 110 ? 8 : 5), Style(.text, .bold))
        let line = FittedLine(
            left: [
                .init(next.map { label + StyledLine($0) }, rank: 1),
                .init(
                    way.map { $0.isEmpty ? .empty : StyledLine("· " + $0, Style(role)) },
                    rank: 2
                ),
            ],
            gap: 1
        )
        canvas.draw(line, in: area)
    }

    private static let mostNamed = 8

    private static func way(_ blockers: [Blocker]) -> ([String], Role) {
        guard let first = blockers.first else { return ([""], .text) }
        let role: Role = blockers.contains { $0.kind == .worse } ? .fail : .watch
        let more = blockers.count > 1 ? " and \(blockers.count - 1) more" : ""
        let hint: Role = blockers.allSatisfy { $0.kind == .undecided } ? .text : role
        // A large fleet has a blocker for each instance that is not ready.
        guard blockers.count <= mostNamed else {
            let long = "in the way: \(first.sentence)\(more)"
            return ([long, "in the way: \(first.short)\(more)", "\(first.short)\(more)"], hint)
        }
        let shorts = blockers.map(\.short)
        return (
            [
                "in the way: " + blockers.map(\.sentence).joined(separator: "; "),
                "in the way: \(first.sentence)\(more)",
                "in the way: " + shorts.spokenList,
                "in the way: \(first.short)\(more)",
                "\(first.short)\(more)",
            ], hint
        )
    }
}

extension Blocker {
    /// The blocker in a few words: `p99 latency undecided`.
    var short: String {
        let subject = sentence.split(separator: ":").first.map(String.init) ?? sentence
        switch kind {
        case .undecided: return "\(subject) undecided"
        case .unmeasured: return "\(subject) unmeasured"
        case .suspect: return "\(subject) suspect"
        case .worse: return "\(subject) worse"
        case .paused: return subject
        case .held: return "holding"
        case .unwatched: return "nobody watches"
        case .time, .person, .world, .external: return sentence
        }
    }
}

extension NextLine {
    private static func next(_ scene: Scene) -> [String] {
        let plan = scene.plan
        let rollout = scene.rollout
        if case .gone = scene.dashboard.stewardship, !rollout.isOver {
            return [
                "nothing: nobody steers. `handoff resume \(plan.service)` goes on from here",
                "nothing: nobody steers (handoff resume)",
            ]
        }
        if rollout.hold != nil, rollout.stage != nil {
            let on = scene.assessment.hasOverridable ? "O overrides" : "A advances"
            return [
                "a person decides: \(on), B steps back, R rolls back",
                "a person decides: \(on.prefix(1)), B or R",
            ]
        }
        switch rollout.phase {
        case .preflight:
            let count = Figures.count(plan.instanceCount, "instance")
            return ["start \(count) of \(plan.canary.label) once every check has passed"]
        case .rehearsing: return rehearsing(scene)
        case .expanding:
            let reaches = scene.plan.migrations?.expand?.reaches
            return ["start once the database says `\(reaches.map(\.rawValue) ?? "so")`"]
        case .starting: return starting(scene)
        case .changingWorkers: return changingWorkers(scene)
        case .shifting(let stage, _): return shifting(scene, stage)
        case .baking(let stage, _): return baking(scene, stage)
        case .warm: return warm(scene)
        case .retiring:
            let old = rollout.count(of: .stable)
            let gone = old - rollout.running(.stable)
            return [
                "succeeded once \(Figures.count(old, "instance")) of "
                    + "\(scene.stableLabel) drained and stopped (\(gone) of \(old))"
            ]
        case .contracting:
            return rollout.schema.confirmed == nil
                ? [
                    "a person lets the removal from the schema begin (A), or leaves it: "
                        + "handoff contract --later \(plan.service)",
                    "contract when you press A",
                ] : ["succeeded once the database says so; no way back"]
        case .rollingBack(let rollback): return rollingBack(scene, rollback)
        case .ended: return ["nothing: the release is over"]
        }
    }

    private static func rehearsing(_ scene: Scene) -> [String] {
        if scene.rollout.start.purpose == .rehearsal {
            return ["over once one of \(scene.stableLabel) was ready beside the fleet"]
        }
        let count = Figures.count(scene.plan.instanceCount, "instance")
        let what = "start \(count) of \(scene.plan.canary.label) once one of \(scene.stableLabel) "
        return [
            what + "has started beside the fleet and was ready, else refused",
            what + "was ready",
        ]
    }

    private static func changingWorkers(_ scene: Scene) -> [String] {
        let force = scene.rollout.workforce
        let new = force.members(of: .canary)
        let old = force.members(of: .stable).count(where: \.mayRun)
        let weight = scene.plan.stages.first?.weight ?? .full
        if force.stage == .trying {
            let tried = scene.plan.workers?.firstCount ?? 0
            return [
                "hand the jobs over once \(Figures.count(tried, "new worker")) did well for "
                    + (scene.plan.workers?.watch.spoken ?? "a while")
            ]
        }
        return [
            "shift to \(weight) once \(Figures.count(old, "old worker")) ended and "
                + "\(new.count) new ones do the jobs (\(force.consuming(.canary)) of \(new.count))"
        ]
    }

    private static func starting(_ scene: Scene) -> [String] {
        let plan = scene.plan
        if scene.rollout.start.purpose == .adoption {
            let found = scene.rollout.count(of: .stable)
            let ready = scene.rollout.carrying(.stable)
            return [
                "over once \(Figures.count(found, "instance")) take traffic (\(ready) of \(found))"
            ]
        }
        let ready = scene.rollout.carrying(.canary)
        let weight = scene.rollout.isFirst ? Weight.full : plan.stages.first?.weight ?? .full
        let what =
            "shift to \(weight) once \(Figures.count(plan.instanceCount, "new instance")) "
            + "can take traffic (\(ready) of \(plan.instanceCount))"
        return [
            what + ", within \(plan.progressDeadline.spoken), else back", what,
        ]
    }

    private static func shifting(_ scene: Scene, _ stage: Int) -> [String] {
        let target = scene.plan.stages[stage]
        let seen = scene.rollout.split.observed.map { "it reports \($0)" } ?? "it cannot be read"
        let then =
            scene.rollout.isFirst
            ? "succeeded"
            : target.weight == .full
                ? "keep \(scene.stableLabel) warm for \(scene.plan.warm.spoken)"
                : "bake at \(target.weight) for \(target.bake.spoken)"
        return [
            "\(then) once the router reports \(target.weight) (\(seen))",
            "router to report \(target.weight) (\(seen))",
        ]
    }

    private static func baking(_ scene: Scene, _ stage: Int) -> [String] {
        guard stage + 1 < scene.plan.stages.count else {
            return ["keep the previous revision warm"]
        }
        let rollout = scene.rollout
        let target = scene.plan.stages[stage + 1].weight
        if rollout.pause != nil { return ["nothing until resumed (P), then shift to \(target)"] }
        if scene.assessment.isBlocked(by: .person) {
            return ["shift to \(target) when a person advances (A)", "\(target) when you press A"]
        }
        if let until = scene.assessment.blockers.first(where: { $0.kind == .time })?.until {
            return [
                "at \(until.clock) shift to \(target) if every criterion passes",
                "\(until.clock) to \(target) if all pass",
            ]
        }
        return [
            "shift to \(target) as soon as nothing is in the way",
            "\(target) when nothing is in the way",
        ]
    }

    private static func warm(_ scene: Scene) -> [String] {
        let stable = scene.stableLabel
        if scene.rollout.pause != nil {
            return ["nothing until resumed (P), then retire \(stable)"]
        }
        if let until = scene.assessment.blockers.first(where: { $0.kind == .time })?.until {
            return [
                "at \(until.clock) retire \(stable); until then rollback is one shift",
                "\(until.clock) retire \(stable)",
            ]
        }
        return ["retire \(stable) as soon as nothing is in the way"]
    }

    private static func rollingBack(_ scene: Scene, _ rollback: Rollback) -> [String] {
        let left = scene.rollout.running(.canary)
        if rollback.returned != nil, !scene.rollout.areWorkersBack {
            let old = scene.rollout.workforce.members(of: .stable)
            let back = scene.rollout.workforce.consuming(.stable)
            return [
                "give the jobs back to \(Figures.count(old.count, "worker")) of "
                    + "\(scene.stableLabel) (\(back) of \(old.count)), then stop the canary",
                "jobs to \(scene.stableLabel) (\(back) of \(old.count))",
            ]
        }
        guard rollback.returned == nil else {
            let all = Figures.count(scene.rollout.count(of: .canary), "canary instance")
            return [
                "drain and stop \(all) (\(left) left), then the release is over",
                "\(left) canary instances to stop, then over",
            ]
        }
        let seen = scene.rollout.split.observed.map { "router reports \($0) on the canary" }
        return [
            "return all traffic to \(scene.stableLabel); \(seen ?? "the router cannot be read")"
        ]
    }
}
