extension Rollout {
    /// The hook that runs or is to run now; what the release does next waits for it.
    package var currentHook: (run: HookRun, plan: HookPlan)? {
        guard let run = hookRuns.first,
            let plan = plan.hooks.first(where: { $0.name == run.hook })
        else { return nil }
        return (run, plan)
    }

    /// Whether the user's own steps hold the present phase at its beginning.
    ///
    /// Never a rollback: its hooks run beside it.
    var isAtHook: Bool {
        if case .rollingBack = phase { return false }
        return !hookRuns.isEmpty
    }

    /// What the hook of that run is told.
    package func context(of run: HookRun) -> HookContext? {
        guard let hook = plan.hooks.first(where: { $0.name == run.hook }) else { return nil }
        let key = [
            plan.service.rawValue, plan.environment, start.release.description, "\(run.visit)",
            run.hook,
        ]
        return HookContext(
            hook: hook.name,
            point: hook.point.description,
            service: plan.service,
            environment: plan.environment,
            release: start.release,
            from: plan.stable?.label,
            to: plan.canary.label,
            digest: plan.canary.digest,
            percent: split.asked.share * 100,
            idempotencyKey: key.joined(separator: "/")
        )
    }

    /// The present phase's hooks, one after the other, while the world is not waiting for anything
    /// else.
    var hookOperations: [Operation] {
        guard let run = hookRuns.first, pause == nil, hold == nil || isRollingBack else {
            return []
        }
        return [.hook(run)]
    }

    private var isRollingBack: Bool {
        if case .rollingBack = phase { true } else { false }
    }

    /// Goes into a phase, with the hooks between it and the one before.
    mutating func enter(_ next: Phase) {
        let before = phase
        phase = next
        let isStepBack = needsPerson && (next.step == .shift || before.step == .shift)
        switch next {
        case .rollingBack, .ended: hookRuns = []
        case _ where isStepBack: hookRuns = []
        default: queueHooks(before.leaving(for: next) + next.entering)
        }
        awaitedSince = nil
        approvals = []
    }

    /// Puts the hooks of those points into the line, in the order of the points and of the plan.
    mutating func queueHooks(_ points: [HookPoint]) {
        hookRuns = points.flatMap { point in
            plan.hooks.filter { $0.point == point }.map { HookRun(hook: $0.name, visit: sequence) }
        }
    }

    mutating func foldHook(_ event: Event) {
        switch event {
        case .hookPassed(let run, _), .hookOverridden(let run, _, _):
            hookRuns.removeAll { $0 == run }
            failures[.hook(run)] = nil
            if hookRuns.isEmpty { phase = phase.restarted(at: at) }
        default:
            preconditionFailure("not about a hook: \(event)")
        }
        revision += 1
    }

    /// What a hook that does not advance the release means: it waits for a person, except on the
    /// way back, which nothing holds up.
    func decideHookFailure(_ failure: Failure, of run: HookRun) -> [Event] {
        let failed = Event.operationFailed(
            .hook(run),
            failure,
            attempt: (failures[.hook(run)]?.attempt ?? 0) + 1,
            retryAfter: nil
        )
        guard !isRollingBack, hold == nil, let hook = currentHook?.plan else { return [failed] }
        let reason = "hook \(hook.name) (\(hook.point)) does not advance: \(failure.summary)"
        return [failed, .held(Hold(since: at, reason: reason))]
    }
}

extension Phase {
    /// The step it belongs to, for hooks; nil for what has none.
    var step: HookStep? {
        switch self {
        case .preflight: .preflight
        case .rehearsing: .rehearsal
        case .expanding: .expand
        case .starting: .start
        case .changingWorkers: .workers
        case .shifting: .shift
        case .warm: .warm
        case .retiring: .retire
        case .contracting: .contract
        case .baking, .rollingBack, .ended: nil
        }
    }

    fileprivate func leaving(for next: Phase) -> [HookPoint] {
        // The removal has its hooks around the migration itself, which a person begins.
        guard let step, step != .contract else { return [] }
        return [.after(step)]
    }

    fileprivate var entering: [HookPoint] {
        guard let step, step != .contract else { return [] }
        return [.before(step)]
    }

    /// The same phase, begun at that moment: its limits do not run while hooks do.
    func restarted(at moment: Timestamp) -> Phase {
        switch self {
        case .preflight: .preflight(since: moment)
        case .rehearsing: .rehearsing(since: moment)
        case .expanding: .expanding(since: moment)
        case .starting: .starting(since: moment)
        case .changingWorkers: .changingWorkers(since: moment)
        case .shifting(let stage, _): .shifting(stage: stage, since: moment)
        case .baking(let stage, _): .baking(stage: stage, since: moment)
        case .warm: .warm(since: moment)
        case .retiring: .retiring(since: moment)
        case .contracting: .contracting(since: moment)
        case .rollingBack, .ended: self
        }
    }
}
