import RolloutCore
import RolloutEngine

/// What every router keeps, real or simulated.
///
/// Each function begins with a router that knows nothing and throws ``ContractBroken`` when a
/// promise of ``TrafficRouter`` is not kept.
package enum TrafficRouterContract {
    private static let first = InstanceID(rawValue: "shop-1")
    private static let second = InstanceID(rawValue: "shop-2")
    private static let new = InstanceID(rawValue: "shop-3")
    private static let late = InstanceID(rawValue: "shop-4")

    /// The canary's part of many requests is its weight, within five standard deviations.
    package static func partsFollowTheWeight(_ world: some RouterWorld) async throws {
        try await admitThree(world)
        for weight in [Weight(percent: 1), Weight(percent: 5), Weight(percent: 50)] {
            let seen = try await world.router.shift(to: weight)
            try demand(seen == weight, "asked for \(weight), reported \(seen)")
            let count = 3_000
            let part = await world.send(count)[new] ?? 0
            let expected = weight.share * Double(count)
            let tolerance = 5 * (expected * (1 - weight.share)).squareRoot()
            let isNear = (Double(part) - expected).magnitude <= tolerance
            try demand(isNear, "\(part) of \(count) requests reached the canary at \(weight)")
        }
    }

    /// At 0% nothing reaches the canary, before the first shift and after the last.
    package static func zeroIsNone(_ world: some RouterWorld) async throws {
        try await admitThree(world)
        try await demandNone(new, of: 1_000, world, "before any shift")
        _ = try await world.router.shift(to: Weight(percent: 50))
        let seen = try await world.router.shift(to: .zero)
        try demand(seen == .zero, "asked for 0%, reported \(seen)")
        try await demandNone(new, of: 1_000, world, "at 0%")
    }

    /// An instance that is not ready gets nothing, and admitting it waits until it is.
    package static func nothingBeforeReady(_ world: some RouterWorld) async throws {
        try await admitThree(world)
        _ = try await world.router.shift(to: .full)
        let endpoint = try await world.start(late, isReady: false)
        async let admission: Void = world.router.admit(late, endpoint: endpoint, arm: .canary)
        try await demandNone(late, of: 500, world, "before it was ready")
        await world.set(late, isReady: true)
        try await admission
        let part = await world.send(200)[late] ?? 0
        try demand(part > 0, "an admitted instance gets no requests")
    }

    /// A draining instance gets nothing new, and its drain ends when its last request has.
    package static func drainWaits(_ world: some RouterWorld) async throws {
        try await world.admit(first, .stable)
        try await world.openRequest()
        try await world.admit(second, .stable)
        var counts: [Int] = []
        for try await open in world.router.drain(first) {
            counts.append(open)
            if counts.count == 1 {
                try demand(open == 1, "one request is open, \(open) were reported")
                try await demandNone(first, of: 200, world, "while it drained")
                await world.finishOpenRequests()
            }
        }
        try demand(counts.last == 0, "a drain ended at \(counts)")
        for try await open in world.router.drain(late) {
            try demand(open == 0, "an unknown instance has \(open) requests open")
        }
    }

    /// Without a stable instance only 100% on the canary is possible.
    package static func firstReleaseIsAllOrNothing(_ world: some RouterWorld) async throws {
        try await world.admit(new, .canary)
        try await demandRefusal("a split without stable") {
            _ = try await world.router.shift(to: Weight(percent: 50))
        }
        let seen = try await world.router.shift(to: .full)
        try demand(seen == .full, "asked for 100%, reported \(seen)")
        let part = await world.send(100)[new] ?? 0
        try demand(part == 100, "\(part) of 100 requests reached the only instance")
    }

    /// Promoting moves no request, and what was canary is stable afterwards.
    package static func promoteMovesNothing(_ world: some RouterWorld) async throws {
        try await admitThree(world)
        _ = try await world.router.shift(to: .full)
        try await world.router.promote()
        try await world.router.promote()
        let part = await world.send(200)[new] ?? 0
        try demand(part == 200, "\(part) of 200 requests reached the promoted instance")
        for old in [first, second] {
            await world.end(old)
            try await world.router.remove(old)
        }
        try await world.admit(late, .canary)
        _ = try await world.router.shift(to: Weight(percent: 50))
        let answers = await world.send(400)
        let parts = (answers[new] ?? 0, answers[late] ?? 0)
        let areBothUsed = parts.0 > 100 && parts.1 > 100
        try demand(areBothUsed, "at 50% after a promotion the parts were \(parts)")
    }

    /// Every call may come twice.
    package static func twiceIsOnce(_ world: some RouterWorld) async throws {
        let endpoint = try await world.start(first, isReady: true)
        try await world.router.admit(first, endpoint: endpoint, arm: .stable)
        try await world.router.admit(first, endpoint: endpoint, arm: .stable)
        try await world.admit(new, .canary)
        for _ in 0..<2 {
            let seen = try await world.router.shift(to: Weight(percent: 25))
            try demand(seen == Weight(percent: 25), "asked for 25%, reported \(seen)")
        }
        _ = try await world.router.shift(to: .zero)
        await world.end(new)
        try await world.router.remove(new)
        try await world.router.remove(new)
        let part = await world.send(100)[first] ?? 0
        try demand(part == 100, "\(part) of 100 requests reached the instance left")
    }

    /// A drained instance that is admitted again takes its share again, as a rollback needs.
    package static func drainedComesBack(_ world: some RouterWorld) async throws {
        let endpoint = try await world.start(first, isReady: true)
        try await world.router.admit(first, endpoint: endpoint, arm: .stable)
        try await world.admit(second, .stable)
        for try await _ in world.router.drain(first) {}
        try await demandNone(first, of: 100, world, "after its drain")
        try await world.router.admit(first, endpoint: endpoint, arm: .stable)
        let part = await world.send(100)[first] ?? 0
        try demand(part > 0, "an instance admitted again gets no requests")
    }

    /// Readings show the weight, the servers that are up and what is open at them.
    package static func readingsShowWhatIs(_ world: some RouterWorld) async throws {
        try await admitThree(world)
        _ = try await world.router.shift(to: Weight(percent: 25))
        try await world.openRequest()
        let limit = ContinuousClock.now + .seconds(10)
        for await reading in world.router.readings() {
            if let reading, reading.weight == Weight(percent: 25),
                reading.up == [first, second, new], reading.open.values.reduce(0, +) == 1
            {
                break
            }
            let text = String(describing: reading)
            try demand(ContinuousClock.now < limit, "the reading stayed \(text)")
        }
        await world.finishOpenRequests()
    }

    private static func admitThree(_ world: some RouterWorld) async throws {
        try await world.admit(first, .stable)
        try await world.admit(second, .stable)
        try await world.admit(new, .canary)
    }

    private static func demandNone(
        _ id: InstanceID,
        of count: Int,
        _ world: some RouterWorld,
        _ when: String
    ) async throws {
        let answers = await world.send(count)
        try demand(answers[id, default: 0] == 0, "\(id) got \(answers) \(when)")
        try demand(answers[nil, default: 0] == 0, "requests failed \(when): \(answers)")
    }

    private static func demandRefusal(
        _ what: String,
        _ body: () async throws -> Void
    ) async throws {
        do {
            try await body()
        } catch is Failure {
            return
        }
        throw ContractBroken("\(what) was accepted")
    }

    private static func demand(_ holds: Bool, _ otherwise: String) throws {
        if !holds { throw ContractBroken(otherwise) }
    }
}
