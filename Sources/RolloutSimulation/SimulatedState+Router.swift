import RolloutCore
import RolloutEngine

extension SimulatedState {
    static let lost = Failure(.unreachable, "the router does not answer")

    /// What the router says of itself; nil while it cannot be reached.
    var reading: RouterReading? {
        guard !faults.isRouterLost else { return nil }
        let ids = router.servers.keys
        return RouterReading(
            weight: router.servers.values.contains { $0.arm == .canary } ? router.weight : nil,
            open: Dictionary(uniqueKeysWithValues: ids.map { ($0, router.open(on: $0)) }),
            up: Set(ids.filter { processes[$0]?.state == .ready })
        )
    }

    mutating func tickRouter() {
        tellReading()
        let draining = router.servers.values.filter { !$0.drainWatchers.isEmpty }.map(\.id)
        for id in draining.sorted() { tellDrain(id) }
    }

    /// At each change of the weight, and every second.
    mutating func tellReading() {
        let reading = reading
        let isDue = router.lastTold.map { now >= $0 + .seconds(1) } ?? true
        let hasChanged = router.lastReading.map { $0?.weight != reading?.weight } ?? true
        let wasLost = router.lastReading.map { ($0 == nil) != (reading == nil) } ?? true
        guard isDue || hasChanged || wasLost else { return }
        router.lastReading = .some(reading)
        router.lastTold = now
        for watcher in router.watchers { watcher.yield(reading) }
    }

    private mutating func tellDrain(_ id: InstanceID) {
        guard let watchers = router.servers[id]?.drainWatchers, !watchers.isEmpty else { return }
        if faults.isRouterLost {
            for watcher in watchers { watcher.finish(throwing: Self.lost) }
            router.servers[id]?.drainWatchers = []
            return
        }
        let open = router.open(on: id)
        for watcher in watchers { watcher.yield(open) }
        guard open == 0 else { return }
        for watcher in watchers { watcher.finish() }
        router.servers[id]?.drainWatchers = []
    }

    /// Takes an instance in when its process is up; false while it is not.
    mutating func admit(_ id: InstanceID, endpoint: String, arm: Arm) throws -> Bool {
        guard !faults.isRouterLost else { throw Self.lost }
        if faults.refusedAdmissions > 0 {
            faults.refusedAdmissions -= 1
            throw Failure(.refused, "the router did not take \(id): no such backend")
        }
        guard let process = processes[id], process.isAlive,
            process.state == .ready || faults.isRouterBlind
        else { return false }
        guard process.endpoint == endpoint else {
            throw Failure(.conflict, "\(id) does not listen at \(endpoint)")
        }
        if let server = router.servers[id], !server.isDraining, server.arm == arm { return true }
        router.servers[id] = RouterState.Server(id: id, arm: arm)
        did(.admitted(id))
        return true
    }

    mutating func shift(to weight: Weight) throws -> Weight {
        guard !faults.isRouterLost else { throw Self.lost }
        if faults.refusedShifts > 0 {
            faults.refusedShifts -= 1
            throw Failure(.refused, "the router did not take the weight \(weight)")
        }
        if weight != router.weight {
            try checkShift(to: weight)
            did(.shifted(from: router.weight, to: weight))
            router.weight = weight
            tellReading()
        }
        if faults.unconfirmedShifts > 0 {
            faults.unconfirmedShifts -= 1
            throw Failure(.timedOut, "the router did not confirm \(weight) within 5 s")
        }
        return router.weight
    }

    mutating func drain(
        _ id: InstanceID,
        _ watcher: AsyncThrowingStream<Int, any Error>.Continuation
    ) {
        guard !faults.isRouterLost else {
            watcher.finish(throwing: Self.lost)
            return
        }
        guard let server = router.servers[id] else {
            watcher.yield(0)
            watcher.finish()
            return
        }
        if !server.isDraining {
            checkDrain(server)
            router.servers[id]?.isDraining = true
            router.servers[id]?.drainBegan = now
            did(.drainBegan(id))
        }
        router.servers[id]?.drainWatchers.append(watcher)
        tellDrain(id)
    }

    mutating func remove(_ id: InstanceID) throws {
        guard !faults.isRouterLost else { throw Self.lost }
        guard router.servers[id] != nil else { return }
        if processes[id]?.isAlive == true {
            violated(.trafficOnlyWhenReady, "\(id) was forgotten while its process runs")
        }
        router.servers[id] = nil
        did(.removed(id))
    }

    mutating func promote() throws {
        guard !faults.isRouterLost else { throw Self.lost }
        // At any other weight than 100% it was promoted before, and this is the second call.
        guard router.weight == .full else { return }
        if router.servers.values.contains(where: { $0.arm == .stable && !$0.isDraining }) {
            violated(.capacity, "promoted while previous instances may get requests")
        }
        for (id, server) in router.servers {
            router.servers[id]?.arm = server.arm == .canary ? .stable : .canary
        }
        router.weight = .zero
        did(.promoted)
        tellReading()
    }
}
