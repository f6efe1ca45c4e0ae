import RolloutCore

// What the journal claims is held against what the world really is at that moment.
extension SimulatedState {
    /// How long the engine may take to hear of what the world does.
    private static let hearing = Duration.milliseconds(1_500)

    mutating func checkRecord() {
        guard let witness else { return }
        for news in witness.takeNews() {
            switch news.entry.event {
            case .gateOpened(let stage, let how):
                guard how == .automatic else { continue }
                checkOpening(stage, news.rollout)
            case .hookPassed(let run, _):
                checkPassed(run, news.rollout)
            case .notified(let id):
                guard receivers.deliveries(of: id) == 0 else { continue }
                violated(.messages, "message \(id) is said to have arrived and did not")
            case .ended(let outcome):
                checkEnd(outcome, news.rollout)
            default:
                continue
            }
        }
        if database?.isRunning(MigrationStage.contract.rawValue) == true { checkContract() }
    }

    /// A gate that opens by itself needs numbers of now, a router that answers, somebody who
    /// watches where the plan says so, and what the service depends on.
    private mutating func checkOpening(_ stage: Int, _ rollout: Rollout) {
        let gate = "the gate at \(rollout.plan.stages[stage].weight) opened"
        if (measured.map { now - $0 > Self.hearing + .seconds(1) }) ?? true {
            violated(.missingData, "\(gate) with nothing measured of the canary")
        }
        if let since = routerLostSince, now - since > Self.hearing {
            violated(.closedGate, "\(gate) while the router did not answer")
        }
        if let since = unwatchedSince, now - since > Self.hearing,
            rollout.plan.whenUnwatched == .hold
        {
            violated(.closedGate, "\(gate) while nobody watched")
        }
        for external in rollout.plan.externals {
            let notice = external.every * external.failures + Self.hearing
            guard let since = externalsLostSince[external.name], now - since > notice else {
                continue
            }
            violated(.closedGate, "\(gate) while \(external.name) was down")
        }
    }

    private mutating func checkPassed(_ run: HookRun, _ rollout: Rollout) {
        guard let key = rollout.key(of: run), !hooks.done.contains(key) else { return }
        violated(.hooks, "hook \(run.hook) is said to have passed and did not")
    }

    private mutating func checkEnd(_ outcome: Outcome, _ rollout: Rollout) {
        switch outcome {
        case .rolledBack, .aborted:
            guard !rollout.isFirst else { return }
            checkReturned(rollout)
        case .succeeded, .rehearsed, .adopted, .refused, .rollbackFailed:
            return
        }
    }

    private mutating func checkReturned(_ rollout: Rollout) {
        if router.weight > .zero {
            violated(.rollback, "rolled back with \(router.weight) on the canary")
        }
        let new = rollout.plan.canary.label
        let left = processes.values.filter { $0.isAlive && $0.launch.label == new }
            .map(\.launch.id).sorted()
        if let first = left.first {
            violated(.rollback, "rolled back while \(first) of \(new) runs")
        }
        for (name, before) in flagsBefore where flags[name] != before {
            guard rollout.plan.flags.contains(where: { $0.name == name && $0.value == flags[name] })
            else { continue }
            violated(.flags, "rolled back while flag \(name) has the release's value")
        }
    }

    /// Keeps since when what the gates depend on has been away.
    mutating func noteOutages() {
        routerLostSince = faults.isRouterLost ? routerLostSince ?? now : nil
        unwatchedSince = witness?.isWatched == false ? unwatchedSince ?? now : nil
        for name in faults.lostExternals where externalsLostSince[name] == nil {
            externalsLostSince[name] = now
        }
        externalsLostSince = externalsLostSince.filter { faults.lostExternals.contains($0.key) }
    }
}

extension Rollout {
    /// The idempotency key of a run of a hook.
    func key(of run: HookRun) -> String? { context(of: run)?.idempotencyKey }
}
