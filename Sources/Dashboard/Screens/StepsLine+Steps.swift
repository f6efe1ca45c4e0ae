import RolloutCore
import TerminalUI

extension StepsLine {
    /// The steps of a release that goes forward or is over.
    static func way(_ scene: Scene) -> [Step] {
        let plan = scene.plan
        var steps = beginning(scene).map { Step(name: $0, standing: .done) }
        if scene.rollout.start.purpose != .release {
            let current = place(of: scene, in: 2)
            for index in steps.indices where index >= current {
                steps[index].standing = index == current ? .current : .coming
            }
            return steps
        }
        // A first release has nothing to share traffic with: it goes to 100% at once.
        steps += (plan.stable == nil ? plan.stages.suffix(1) : plan.stages[...]).map { stage in
            // Nothing is baked at 100%: the warm time is that bake.
            let length = stage.weight == .full || stage.bake == .zero ? nil : stage.bake
            var step = Step(name: "\(stage.weight)", standing: .done, length: length)
            step.needsPerson = stage.weight != .full && !stage.gate.isAutomatic
            return step
        }
        if plan.stable != nil {
            steps.append(Step(name: "warm", standing: .done, length: plan.warm))
            steps.append(Step(name: "retire", standing: .done))
        }
        if plan.migrations?.contract != nil {
            var step = Step(name: "contract", standing: .done)
            step.needsPerson = true
            steps.append(step)
        }
        let current = place(of: scene, in: steps.count)
        for index in steps.indices where index >= current {
            let here: Step.Standing = scene.rollout.isOver ? .failed : .current
            steps[index].standing = index == current ? here : .coming
        }
        if case .shifting = scene.rollout.phase, current < steps.count {
            steps[current].length = nil
        }
        return steps
    }

    /// The steps of a way back.
    static func wayBack(_ scene: Scene, _ rollback: Rollback) -> [Step] {
        let left = scene.rollout.running(.canary)
        let isBack = rollback.returned != nil
        return [
            Step(name: "decide", standing: .done),
            Step(name: "traffic to stable", standing: isBack ? .done : .current),
        ] + between(scene, rollback) + [
            Step(
                name: "drain and stop \(Figures.count(left, "canary instance"))",
                standing: isBack && between(scene, rollback).allSatisfy { $0.standing == .done }
                    ? .current : .coming
            ),
            Step(name: "end", standing: .coming),
        ]
    }

    /// Workers and flags, which go back after the traffic and before the canary is stopped.
    private static func between(_ scene: Scene, _ rollback: Rollback) -> [Step] {
        let rollout = scene.rollout
        let isBack = rollback.returned != nil
        var steps: [Step] = []
        let new = rollout.workforce.members(of: .canary)
        let areWorkersBack = isBack && rollout.areWorkersBack
        if !new.isEmpty {
            let standing: Step.Standing = areWorkersBack ? .done : isBack ? .current : .coming
            steps.append(Step(name: "jobs to stable", standing: standing))
        }
        let ours = rollout.flags.values.count(where: \.isOurs)
        if rollout.flags.values.contains(where: { $0.isOurs || $0.now != $0.previous }) {
            let standing: Step.Standing = ours == 0 ? .done : areWorkersBack ? .current : .coming
            steps.append(Step(name: "flags", standing: standing))
        }
        return steps
    }

    /// What comes before traffic moves; the rehearsal only where this release has one.
    private static func beginning(_ scene: Scene) -> [String] {
        let rollout = scene.rollout
        switch rollout.start.purpose {
        case .rehearsal: return ["checks", "rehearse"]
        case .adoption: return ["checks", "adopt"]
        case .release: break
        }
        let isRehearsed =
            switch rollout.phase {
            case .preflight: rollout.needsRehearsal(at: scene.now)
            case .rehearsing: true
            default: rollout.rehearsal != nil
            }
        return ["checks"] + (isRehearsed ? ["rehearse"] : [])
            + (scene.plan.migrations?.expand == nil ? [] : ["expand"]) + ["start"]
            + (scene.plan.workers == nil ? [] : ["workers"])
    }

    /// Which step the release is at; for one that is over, the first it did not finish.
    private static func place(of scene: Scene, in count: Int) -> Int {
        let beginning = beginning(scene)
        let shifts = beginning.count
        let last = scene.plan.migrations?.contract == nil ? count : count - 1
        func step(_ name: String) -> Int { beginning.firstIndex(of: name) ?? 0 }
        switch scene.rollout.phase {
        case .preflight: return 0
        case .rehearsing: return step("rehearse")
        case .expanding: return step("expand")
        case .starting: return scene.rollout.start.purpose == .adoption ? 1 : step("start")
        case .changingWorkers: return step("workers")
        case .shifting(let stage, _), .baking(let stage, _):
            return scene.rollout.isFirst ? shifts : shifts + stage
        case .warm: return last - 2
        case .retiring, .rollingBack: return last - 1
        case .contracting: return last
        case .ended(let outcome, _):
            if [.succeeded, .rehearsed, .adopted].contains(outcome) { return count }
            if case .refused = outcome { return scene.rollout.rehearsal == nil ? 0 : 1 }
            if case .rolledBack(.migration) = outcome { return step("expand") }
            let from = scene.picture.wayBack?.from
            return scene.plan.stages.firstIndex { $0.weight == from }.map { $0 + shifts }
                ?? step("start")
        }
    }

    /// Time spent, and when 100% can be reached at the earliest.
    static func times(_ scene: Scene) -> [FittedLine.Part] {
        var end = scene.now
        if case .ended(_, let at) = scene.rollout.phase { end = at }
        let elapsed = scene.picture.began.map { "elapsed \((end - $0).clock)" } ?? ""
        var parts = [FittedLine.Part([elapsed, ""], .muted, rank: 6)]
        if let full = earliestFull(scene) {
            let forms = ["earliest 100% at \(full.clock)", "100% \(full.clock)", ""]
            parts.append(.init(forms, .muted, rank: 5))
        }
        return parts
    }

    /// When the last stage begins if every gate opens at its time; nil when a person decides that.
    private static func earliestFull(_ scene: Scene) -> Timestamp? {
        let rollout = scene.rollout
        guard let stage = rollout.stage, stage + 1 < scene.plan.stages.count else { return nil }
        guard rollout.pause == nil, rollout.hold == nil, !rollout.needsPerson else { return nil }
        let left = scene.plan.stages[stage...].dropLast()
        guard left.allSatisfy(\.gate.isAutomatic) || rollout.isAdvancingFully else {
            return nil
        }
        var moment = scene.now
        if case .baking(_, let since) = rollout.phase {
            moment = max(scene.now, since + left[stage].bake)
        } else {
            moment = moment + left[stage].bake
        }
        return left.dropFirst().reduce(moment) { $0 + $1.bake }
    }
}
