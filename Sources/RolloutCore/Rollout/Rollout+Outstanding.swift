extension Rollout {
    /// What has to be done outside at this moment, in no order.
    ///
    /// Computed from the state alone, so recovery after a crash is no feature of its own: fold,
    /// look here, go on. An operation that failed is missing until its next try is due.
    package func outstanding(at now: Timestamp) -> [Operation] {
        guard steward != nil else { return [] }
        let all = isOver ? [] : operations(at: now)
        return (all + sendOperations).filter { operation in
            guard let failed = failures[operation] else { return true }
            return failed.retryAt.map { $0 <= now } ?? false
        }
    }

    private func operations(at now: Timestamp) -> [Operation] {
        wanted(at: now) + workerOperations(at: now) + watching + traffic + promotion + rehearsing
            + schemaOperations + flagOperations + hookOperations
    }

    /// The next moment at which something happens by the clock alone; nil when nothing will.
    package func nextDeadline(after now: Timestamp) -> Timestamp? {
        let moments =
            phaseDeadlines + failureDeadlines + failures.values.compactMap(\.retryAt)
            + instances.values.compactMap(\.startAgain)
            + workforce.members.values.compactMap(\.startAgain)
            + [lingerEnd, awaitedSince.flatMap(answerDeadline)].compactMap { $0 }
        return moments.filter { $0 > now }.min()
    }

    private var watching: [Operation] {
        let others = flagWatch + (plan.externals.isEmpty ? [] : [.watchExternals])
        return switch phase {
        // On a first release the router is ours to start, and preflight changes nothing.
        case .preflight:
            [.preflight] + (isFirst || isAdoption ? [] : [.watchRouter, .watchMetrics]) + others
        case .ended: []
        default: [.watchRouter, .watchMetrics] + others
        }
    }

    private var rehearsing: [Operation] {
        guard isRehearsalOpen else { return [] }
        if case .rehearsing = phase { return isAtHook ? [] : [.rehearse] }
        return [.clearRehearsal]
    }

    private var traffic: [Operation] {
        guard !split.isConfirmed, !isAtHook else { return [] }
        switch phase {
        case .preflight, .rehearsing, .expanding, .contracting, .ended: return []
        case .starting, .changingWorkers: return isFirst ? [] : [.shift(split.asked)]
        // On a first release there is nowhere else for the traffic to go.
        case .rollingBack: return isFirst ? [] : [.shift(split.asked)]
        // Once promoted, the router counts the canary as stable: what it reports then is another
        // split, and shifting it to 100% would send everything to an arm without instances.
        case .retiring: return isPromoting ? [] : [.shift(split.asked)]
        case .shifting, .baking, .warm: return [.shift(split.asked)]
        }
    }

    /// Whether the router is being told, or was told, that the canary is stable; there is no way
    /// back from here, because nobody can say which of the two it is.
    var isPromoting: Bool {
        guard case .retiring = phase else { return false }
        return instances(of: .stable).allSatisfy { !$0.mayRun }
    }

    private var promotion: [Operation] {
        // A new instance that crashed meanwhile comes back first: no release ends short of one.
        isPromoting && !isPromoted && carrying(.canary) >= plan.instanceCount ? [.promote] : []
    }

    private func wanted(at now: Timestamp) -> [Operation] {
        // What somebody else started is not touched before the checks passed.
        if case .preflight = phase, isAdoption { return [] }
        return instances.values.sorted { $0.id < $1.id }.flatMap { instance -> [Operation] in
            // A hook before the start keeps what is planned from being asked for.
            if isAtHook, instance.report.state == .planned { return [] }
            return isWanted(instance) ? keep(instance, at: now) : end(instance)
        }
    }

    /// Whether the instance is to run and to take traffic in the present phase.
    func isWanted(_ instance: Instance) -> Bool {
        switch (phase, instance.arm) {
        case (.ended, _): false
        // A hook before the end of the previous instances keeps them.
        case (.retiring, .stable): isAtHook && !isPromoted
        case (.contracting, .stable), (.rollingBack, .canary): false
        case (.preflight, .canary), (.rehearsing, .canary), (.expanding, .canary): false
        default: true
        }
    }

    private func keep(_ instance: Instance, at now: Timestamp) -> [Operation] {
        if let again = instance.startAgain, now < again { return [] }
        var operations: [Operation] = [.run(instance.id, attempt: instance.crashes)]
        if instance.report.state == .ready, instance.admission != .admitted {
            operations.append(.admit(instance.id))
        }
        return operations
    }

    /// An instance that leaves is stopped only when the router has nothing on it any more, and is
    /// watched until then, so that its end does not go unseen.
    private func end(_ instance: Instance) -> [Operation] {
        guard instance.mayRun else { return [] }
        if instance.report.state == .crashed { return [.stop(instance.id)] }
        let watch = Operation.run(instance.id, attempt: instance.crashes)
        return switch instance.admission {
        case .admitted: [watch]
        case .draining: [.drain(instance.id), watch]
        case .out, .drained: [.stop(instance.id)]
        }
    }

    private var phaseDeadlines: [Timestamp] {
        switch phase {
        case .preflight, .shifting, .contracting, .ended: []
        case .rehearsing(let since), .expanding(let since), .starting(let since):
            [limit(plan.progressDeadline, from: since)]
        case .changingWorkers(let since):
            [workerDeadline(since: since)]
                + workforce.members(of: .canary).compactMap { worker in
                    plan.workers.map { worker.since + $0.watch }
                }
        case .baking(let stage, let since): [since + plan.stages[stage].bake]
        case .warm(let since): [since + plan.warm]
        case .retiring: drainDeadlines
        case .rollingBack(let rollback):
            drainDeadlines + [returnDeadline(of: rollback), rollbackDeadline(of: rollback)]
        }
    }

    private var drainDeadlines: [Timestamp] {
        instances.values.compactMap { instance in
            guard case .draining(let since, _) = instance.admission else { return nil }
            return drainDeadline(of: instance.arm, since: since)
        }
    }
}

extension Instance {
    /// When a crashed instance is started again: 0.5 s after its first crash, doubling, at most
    /// 30 s; nil while it has not crashed.
    package var startAgain: Timestamp? {
        guard report.state == .crashed else { return nil }
        return since + .milliseconds(min(500 << min(max(crashes, 1) - 1, 10), 30_000))
    }
}
