import RolloutCore

extension SimulatedState {
    /// What belongs to a step waits for the hooks before it, and for those after the steps before.
    ///
    /// Counted by what the hooks really did, not by what the engine believes; on the way back no
    /// hook holds anything.
    mutating func checkHooks(before deed: Deed, _ rollout: Rollout) {
        guard rollout.cause == nil, let plan, !plan.hooks.isEmpty,
            let step = deed.step(in: rollout)
        else { return }
        let visits = step == .shift ? deeds[firstDeed...].count { $0.isShiftUp } : 1
        for hook in plan.hooks where hook.point.isDue(at: step) {
            let wanted = hook.point == .before(.shift) ? visits : 1
            let done =
                hooks.doneCount(of: hook.name, in: rollout.start.release)
                + (witness?.overriddenHooks[hook.name] ?? 0)
            guard done < wanted else { continue }
            violated(.hooks, "\(deed) before hook \(hook.name) (\(hook.point)) was through")
        }
    }
}

extension Deed {
    fileprivate var isShiftUp: Bool {
        if case .shifted(let from, let to) = self { to > from } else { false }
    }

    /// The step of the release that this belongs to; nil for what belongs to none.
    fileprivate func step(in rollout: Rollout) -> HookStep? {
        switch self {
        case .started(let id, attempt: 0):
            if rollout.workforce.members[id]?.arm == .canary { return .workers }
            return rollout.instances[id]?.arm == .canary ? .start : nil
        case .drainBegan(let id): return rollout.instances[id]?.arm == .stable ? .retire : nil
        case .shifted: return isShiftUp ? .shift : nil
        case .migrationBegan(MigrationStage.expand.rawValue): return .expand
        case .migrationBegan(MigrationStage.contract.rawValue): return .contract
        default: return nil
        }
    }
}

extension HookPoint {
    private static let order: [HookStep] = [
        .preflight, .rehearsal, .expand, .start, .workers, .shift, .warm, .retire, .contract,
    ]

    /// Whether a hook at this point has to be through when something of that step happens.
    fileprivate func isDue(at step: HookStep) -> Bool {
        func place(_ step: HookStep) -> Int { Self.order.firstIndex(of: step) ?? Int.max }
        return switch self {
        case .before(let own): place(own) <= place(step)
        case .after(let own): place(own) < place(step)
        }
    }
}
