import RolloutCore

// The invariants of a release, looked at from outside: what the router and the processes really
// do, whatever the engine believes.
extension SimulatedState {
    /// An instance may end only when the router has nothing on it any more.
    mutating func checkStop(_ id: InstanceID) {
        guard let server = router.servers[id] else { return }
        if !server.isDraining, router.share(of: server.arm) > .zero, isElsewherePossible(server.arm)
        {
            violated(
                .trafficOnlyWhenReady,
                "\(id) was stopped while the router sends it requests"
            )
        }
        let open = router.open(on: id)
        if open > 0, !hasDrainLimitPassed(id) {
            violated(
                .trafficOnlyWhenReady,
                "\(id) was stopped with \(open) requests open and its limit not passed"
            )
        }
    }

    /// A drain takes capacity away, so its arm must have no share any more.
    mutating func checkDrain(_ server: RouterState.Server) {
        let share = router.share(of: server.arm)
        if share > .zero, isElsewherePossible(server.arm) {
            violated(
                .capacity,
                "\(server.id) was drained while its revision has \(share) of the traffic"
            )
        }
    }

    /// A shift may only send requests where instances take them.
    mutating func checkShift(to weight: Weight) throws {
        for arm in Arm.allCases {
            let share =
                arm == .canary ? weight : Weight(hundredths: 10_000 - weight.hundredths)
            if share > .zero, router.taking(arm).isEmpty {
                let fact = "\(arm.rawValue) has no instance to take \(share) of the traffic"
                violated(.capacity, fact)
                throw Failure(.conflict, "the router did not take the weight \(weight): \(fact)")
            }
        }
    }

    /// What crashed by itself is nothing we took away.
    mutating func checkCapacity() {
        let held = Arm.allCases.filter { router.share(of: $0) > .zero }
            .reduce(0) { $0 + router.taking($1).count }
        if held >= floor { hasReachedFloor = floor > 0 }
        guard hasReachedFloor, held < floor else { return }
        let crashed = processes.values.count { $0.hasCrashed && !isKnown($0) }
        guard held + crashed < floor else { return }
        violated(.capacity, "\(held) instances get requests, the floor is \(floor)")
        hasReachedFloor = false
    }

    /// Whether an instance of that side is out of the router because it crashed.
    func hasCrashedOut(_ arm: Arm) -> Bool {
        guard let label = plan?.revision(of: arm)?.label else { return false }
        return processes.values.contains {
            $0.launch.label == label && $0.hasCrashed && !isKnown($0)
        }
    }

    private func isKnown(_ process: SimulatedProcess) -> Bool {
        router.servers[process.launch.id] != nil
    }

    func hasDrainLimitPassed(_ id: InstanceID) -> Bool {
        guard let began = router.servers[id]?.drainBegan, let process = processes[id] else {
            return false
        }
        return now >= began + process.launch.plan.drainLongLived
    }

    /// Whether another revision could have the requests; without one there is nothing to protect.
    private func isElsewherePossible(_ arm: Arm) -> Bool {
        router.servers.values.contains { $0.arm != arm }
    }
}

extension SimulatedProcess {
    /// Whether this instance ended by itself, and may be on its way back.
    fileprivate var hasCrashed: Bool {
        !isWorker && (state == .crashed || (isAlive && launch.attempt > 0))
    }
}
