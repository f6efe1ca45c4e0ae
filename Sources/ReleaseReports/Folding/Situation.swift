import RolloutCore

/// What matters of the state before or after one entry; small, so that the state itself is held by
/// nobody else while it changes.
struct Situation: Sendable {
    /// Whose time passes.
    enum Actor: Sendable {
        case work
        case watching
        case person
    }

    let at: Timestamp
    let step: ReportStep?
    let actor: Actor
    let asked: Weight
    /// What the router reports; 0% before traffic moved, whatever it says of itself.
    let weight: Weight?
    let isPromoted: Bool
    let verdicts: [MetricName: Verdict]

    init(_ rollout: Rollout, at now: Timestamp) {
        at = now
        step = ReportStep(rollout.phase, plan: rollout.plan)
        actor = Self.actor(rollout, at: now)
        asked = rollout.split.asked
        weight = rollout.split.observed ?? (rollout.trafficMoved == nil ? .zero : nil)
        isPromoted = rollout.isPromoted
        verdicts = rollout.verdicts
    }

    private static func actor(_ rollout: Rollout, at now: Timestamp) -> Actor {
        let isStopped = rollout.hold != nil || rollout.pause != nil
        switch rollout.phase {
        case .ended, .rollingBack:
            return .work
        case .baking(let stage, let since):
            if isStopped || rollout.awaitedSince != nil || rollout.needsPerson { return .person }
            let isOver =
                rollout.plan.stages.indices.contains(stage)
                && now >= since + rollout.plan.stages[stage].bake
            let isUnwatched =
                rollout.watchers == 0 && rollout.plan.whenUnwatched == .hold
                && !rollout.isAdvancingFully
            return isOver && isUnwatched ? .person : .watching
        case .warm(let since):
            let isKept = rollout.warmHolder != nil && now >= since + rollout.plan.warm
            return isStopped || isKept ? .person : .watching
        case .contracting:
            let isAnswered = rollout.schema.confirmed != nil || rollout.schema.left != nil
            return isAnswered && !isStopped ? .work : .person
        case .preflight, .rehearsing, .expanding, .starting, .changingWorkers, .shifting,
            .retiring:
            return isStopped ? .person : .work
        }
    }
}
