extension Rollout {
    /// Previous instances drain side by side and stop; the release succeeded when all are gone
    /// and the router takes the new revision for the stable one.
    func whileRetiring(at now: Timestamp) -> [Event] {
        if isPromoted {
            guard isPreviousGone else { return [] }
            return needsContract ? [.contractBegan] : [.ended(.succeeded)]
        }
        return drainEvents(instances(of: .stable), at: now)
    }

    /// Traffic first, then the canary's instances, then the end.
    func whileRollingBack(_ rollback: Rollback, at now: Timestamp) -> [Event] {
        let canary = instances(of: .canary)
        guard rollback.returned != nil else {
            if now >= returnDeadline(of: rollback) {
                return [.ended(.rollbackFailed(rollback.cause, left: left(of: rollback)))]
            }
            return returnTraffic(rollback, at: now)
        }
        let isStableWhole = trafficMoved == nil || carrying(.stable) >= stableFloor
        let isDone =
            isStableWhole && canary.allSatisfy { !$0.mayRun } && !isRehearsalOpen
            && areWorkersBack && areFlagsBack && hookRuns.isEmpty && !schema.isUncertain
        if isDone {
            let left = flagsLeft
            guard left.isEmpty else {
                return [.ended(.rollbackFailed(rollback.cause, left: flagsLeftWords(left)))]
            }
            return [.ended(end(of: rollback))]
        }
        if now >= rollbackDeadline(of: rollback) {
            return [.ended(.rollbackFailed(rollback.cause, left: left(of: rollback)))]
        }
        // Workers and flags before the canary goes: what it holds may still be needed.
        return areWorkersBack && areFlagsBack ? drainEvents(canary, at: now) : []
    }

    private func returnTraffic(_ rollback: Rollback, at now: Timestamp) -> [Event] {
        // Before the first shift a router that cannot be read sends the canary nothing either.
        let isUntouched = trafficMoved == nil && split.observed == nil
        let isBack = split.asked == .zero && (split.observed == .zero || isUntouched)
        if isBack || isFirst {
            return [.trafficReturned(took: now - rollback.since)]
        }
        let target = rollbackWeight
        guard target < split.asked else { return [] }
        return [.shiftStarted(Shift(to: target, stage: nil, cause: .rollback))]
    }

    /// The least weight the canary can have now without stable carrying more than it can.
    ///
    /// Stable takes back what its ready instances can carry of full load, and everything once
    /// they are all ready or the canary has nothing left that answers.
    package var rollbackWeight: Weight {
        let ready = carrying(.stable)
        if ready == 0 { return split.asked }
        if ready >= stableFloor || carrying(.canary) == 0 { return .zero }
        let missing = stableFloor - ready
        return min(split.asked, Weight(hundredths: 10_000 * missing / stableFloor))
    }

    private func end(of rollback: Rollback) -> Outcome {
        if case .person(let person, _) = rollback.cause, trafficMoved == nil {
            return .aborted(person)
        }
        // Without its rehearsal a release is as one that failed its checks: nothing was changed.
        if case .rehearsal = rollback.cause { return .refused }
        return .rolledBack(rollback.cause)
    }

    private func left(of rollback: Rollback) -> String {
        guard rollback.returned != nil else {
            let observed = split.observed.map { "\($0)" } ?? "an unknown share"
            return "the canary still has \(observed) of the traffic, \(carrying(.stable)) of "
                + "\(stableFloor) stable instances carry traffic. "
                + "Return traffic at the router by hand."
        }
        let running = instances(of: .canary).filter(\.mayRun).map(\.id.rawValue)
        guard areWorkersBack else {
            let workers = workforce.members.values.sorted { $0.id < $1.id }
                .filter { $0.arm == .canary ? $0.mayRun : $0.report.state != .ready }
                .map { "\($0.id) is \($0.report.state.rawValue)" }
            return "traffic is back on stable, the jobs are not: \(workers.spokenList). "
                + "See that workers of stable run, and none of the canary."
        }
        guard flagsLeft.isEmpty else { return flagsLeftWords(flagsLeft) }
        guard running.isEmpty else {
            return "traffic is back on stable; still running: \(running.spokenList). "
                + "Stop them by hand."
        }
        return "traffic is back on stable, but only \(carrying(.stable)) of \(stableFloor) of its "
            + "instances carry it. Find out why the others do not get ready."
    }

    /// Whether every flag of the release is what it was, or cannot be made so.
    var areFlagsBack: Bool {
        flagOperations.allSatisfy { operation in
            failures[operation].map { $0.retryAt == nil } ?? false
        }
    }

    private func flagsLeftWords(_ left: [String]) -> String {
        "traffic is back on stable; \(left.spokenList). Put back by hand what has to be."
    }

    /// Takes the router's requests away from instances that may be drained, and ends the wait for
    /// those whose limit passed.
    private func drainEvents(_ leaving: [Instance], at now: Timestamp) -> [Event] {
        leaving.compactMap { instance in
            switch instance.admission {
            case .admitted:
                return mayDrain(instance.id) ? .drainBegan(instance.id) : nil
            case .draining(let since, let open):
                guard now >= drainDeadline(of: instance.arm, since: since) else { return nil }
                return .instanceDrained(instance.id, leftOpen: open, took: now - since)
            case .out, .drained:
                return nil
            }
        }
    }

    /// Whether the router reported that the instance's revision gets no share of the traffic.
    func mayDrain(_ id: InstanceID) -> Bool {
        guard let arm = instances[id]?.arm else { return false }
        switch (arm, phase) {
        case (.stable, .retiring): return split.observed == .full
        case (.canary, .rollingBack(let rollback)): return rollback.returned != nil
        default: return false
        }
    }
}
