extension Rollout {
    /// At a confirmed weight: on to the next stage when nothing is in the way; at 100%, warm.
    func whileBaking(stage: Int, at now: Timestamp, judge: any Judge) -> [Event] {
        if plan.stages[stage].weight == .full {
            // What the last weight brings with it is there before the warm time counts.
            guard flagBlockers.isEmpty, isFree else { return [] }
            return isFirst ? [.warmEnded(by: .engine)] : [.warmBegan]
        }
        let others = gateBlockers(at: now).filter { $0.kind != .person }
        guard others.isEmpty, verdictBlockers(at: now, judge: judge).isEmpty else { return [] }
        guard gateBlockers(at: now).isEmpty else {
            return whileAwaited(stage: stage, at: now, judge: judge)
        }
        return verdictEvents(at: now, judge: judge) + [
            .gateOpened(stage: stage, how: .automatic), shift(toStage: stage + 1),
        ]
    }

    /// Warm ends by itself when its time is over and nothing is in the way.
    func whileWarm(at now: Timestamp, judge: any Judge) -> [Event] {
        guard isOpen(at: now, judge: judge) else { return [] }
        return [.warmEnded(by: .engine)]
    }

    /// Whether nothing is in the way; judges, which costs most, only when that alone is open.
    private func isOpen(at now: Timestamp, judge: any Judge) -> Bool {
        gateBlockers(at: now).isEmpty && verdictBlockers(at: now, judge: judge).isEmpty
    }

    /// The decision to go to that stage of the plan.
    func shift(toStage stage: Int) -> Event {
        .shiftStarted(Shift(to: plan.stages[stage].weight, stage: stage, cause: .plan))
    }

    /// Every criterion's verdict of this moment, for the record of a gate that opens.
    func verdictEvents(at now: Timestamp, judge: any Judge) -> [Event] {
        let found = judge.verdicts(on: plan.criteria, in: window, at: now)
        return plan.criteria.compactMap { criterion in
            found[criterion.metric].map { .judged(criterion.metric, $0) }
        }
    }

    /// Everything between the release and its next step, the most serious first; empty when the
    /// next step is taken by itself, and outside the phases that wait at a gate.
    package func blockers(at now: Timestamp, judge: any Judge) -> [Blocker] {
        switch phase {
        case .baking, .warm:
            verdictBlockers(at: now, judge: judge) + gateBlockers(at: now)
        case .starting:
            stopBlockers() + hookBlockers + worldBlockers() + externalBlockers
        case .shifting:
            stopBlockers() + hookBlockers + worldBlockers()
        case .changingWorkers:
            verdictBlockers(on: judgedCriteria, at: now, judge: judge) + stopBlockers()
                + hookBlockers + externalBlockers + workerBlockers
        case .rehearsing, .expanding, .retiring:
            stopBlockers() + hookBlockers + (schema.wasBegun ? externalBlockers : [])
        case .contracting:
            stopBlockers() + hookBlockers + contractBlockers
        case .preflight, .rollingBack, .ended:
            []
        }
    }

    /// What is in the way apart from the criteria.
    private func gateBlockers(at now: Timestamp) -> [Blocker] {
        stopBlockers() + unwatchedBlockers() + hookBlockers + worldBlockers() + flagBlockers
            + backfillBlockers + (isWarm ? [] : externalBlockers) + waitBlockers(at: now)
    }

    private var hookBlockers: [Blocker] {
        guard let hook = currentHook?.plan else { return [] }
        return [Blocker(.world, "hook \(hook.name) (\(hook.point)) has not advanced the release")]
    }

    private var workerBlockers: [Blocker] {
        workforce.members.values.sorted { $0.id < $1.id }.compactMap { worker in
            let state = worker.report.state
            if isWanted(worker: worker) {
                return state == .ready ? nil : Blocker(.world, "\(worker.id) is \(state.rawValue)")
            }
            return worker.isAlive ? Blocker(.world, "\(worker.id) finishes its jobs") : nil
        }
    }

    private var contractBlockers: [Blocker] {
        schema.confirmed == nil
            ? [Blocker(.person, "the removal from the schema waits for a person's `contract`")] : []
    }

    /// How long the present phase waits at least, and for whom.
    private var currentWait: (until: Timestamp, gate: Gate, what: String)? {
        switch phase {
        case .baking(let stage, let since):
            let plan = plan.stages[stage]
            return (since + bake(of: plan), plan.gate, "baking at \(plan.weight)")
        case .warm(let since):
            return (since + plan.warm, .automatic, "keeping the previous revision warm")
        default:
            return nil
        }
    }

    /// The least time at a weight: less than the plan's once the canary is proven not to be so many
    /// times worse, where the plan allows that.
    private func bake(of stage: Stage) -> Duration {
        guard let early = plan.judge.earlySeconds, !window.differences.isEmpty,
            window.differences.allSatisfy(\.judge.isCleared)
        else { return stage.bake }
        return min(stage.bake, .seconds(early))
    }

    private func verdictBlockers(at now: Timestamp, judge: any Judge) -> [Blocker] {
        verdictBlockers(on: plan.criteria, at: now, judge: judge)
    }

    func verdictBlockers(
        on criteria: [Criterion],
        at now: Timestamp,
        judge: any Judge
    ) -> [Blocker] {
        guard !isFirst else { return [] }
        let criteria = criteria.filter { !$0.isObserveOnly }
        let found = judge.verdicts(on: criteria, in: window, at: now)
        let blockers = criteria.compactMap { criterion -> Blocker? in
            guard let verdict = found[criterion.metric] else { return nil }
            let sentence = "\(criterion.metric): \(verdict.evidence.sentence)"
            let passed = overridden.contains(criterion.metric)
            return switch verdict.kind {
            case .pass: nil
            case .worse: passed ? nil : Blocker(.worse, sentence)
            case .suspect: passed ? nil : Blocker(.suspect, sentence)
            case .unmeasured: passed ? nil : Blocker(.unmeasured, sentence)
            case .undecided: Blocker(.undecided, sentence)
            }
        }
        let order: [Blocker.Kind] = [.worse, .suspect, .unmeasured, .undecided]
        return order.flatMap { kind in blockers.filter { $0.kind == kind } }
    }

    private func stopBlockers() -> [Blocker] {
        var blockers: [Blocker] = []
        if let hold { blockers.append(Blocker(.held, "holding: \(hold.reason)")) }
        if let pause {
            let why = pause.reason.map { ": \($0)" } ?? ""
            blockers.append(Blocker(.paused, "paused by \(pause.by.name)\(why)"))
        }
        return blockers
    }

    private func unwatchedBlockers() -> [Blocker] {
        guard watchers == 0, plan.whenUnwatched == .hold, !isAdvancingFully else { return [] }
        return [Blocker(.unwatched, "nobody watches, and the plan holds at gates then")]
    }

    private func worldBlockers() -> [Blocker] {
        var blockers: [Blocker] = []
        if split.observed == nil {
            blockers.append(Blocker(.world, "the router cannot be read"))
        } else if !split.isConfirmed {
            blockers.append(Blocker(.world, "the router does not report \(split.asked) yet"))
        }
        // Of thousands only the few that are missing are put in order.
        for instance in instances.values.filter({ !$0.carriesTraffic }).sorted(by: { $0.id < $1.id }
        ) {
            let detail = instance.report.detail
            let why = detail.isEmpty ? "" : ", \(detail)"
            blockers.append(Blocker(.world, "\(instance.id) is \(instance.stateWords)\(why)"))
        }
        return blockers
    }

    /// The warm time is no gate: giving up the way back is a wish of its own.
    private var isWarm: Bool {
        if case .warm = phase { true } else { false }
    }

    private func waitBlockers(at now: Timestamp) -> [Blocker] {
        guard let wait = currentWait else { return [] }
        var blockers: [Blocker] = []
        if needsPerson {
            blockers.append(Blocker(.person, "stepped back here; a person advances"))
        } else if case .persons(let count) = wait.gate, !isAdvancingFully {
            let left = max(0, count - Set(approvals.map(\.uid)).count)
            let who = approvals.map(\.name).spokenList
            let had = approvals.isEmpty ? "" : ", \(who) did"
            blockers.append(
                Blocker(.person, "the plan asks \(count) persons to advance\(had); \(left) to go")
            )
        } else if wait.gate == .person, !isAdvancingFully {
            blockers.append(Blocker(.person, "the plan asks a person to advance"))
        }
        if isWarm, let warmHolder {
            blockers.append(
                Blocker(.person, "\(warmHolder.name) keeps the previous revision warm")
            )
        }
        if now < wait.until, !isAdvancingFully || isWarm {
            let left = (wait.until - now).spoken
            blockers.append(Blocker(.time, "\(wait.what), \(left) left", until: wait.until))
        }
        return blockers
    }
}
