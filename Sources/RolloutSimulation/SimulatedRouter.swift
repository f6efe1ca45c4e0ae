package import RolloutCore
package import RolloutEngine

/// A router that exists only in the simulated world and really sends its requests by weight.
package struct SimulatedRouter: TrafficRouter {
    private let world: SimulatedWorld
    private let steward: Stewardship

    /// How long an admission waits for the router's own check, as the port promises.
    private static let admissionLimit = Duration.seconds(30)

    /// The router of that world, as one steward reaches it.
    package init(world: SimulatedWorld, steward: Stewardship = Stewardship()) {
        self.world = world
        self.steward = steward
    }

    package func preflight() async -> [Check] {
        world.with { state in
            let answers =
                !state.faults.isRouterLost && !state.faults.failingChecks.contains("router")
            return [
                Check(
                    name: "router",
                    passed: answers,
                    finding: answers ? "answers and reports its weights" : "does not answer",
                    took: .milliseconds(1)
                )
            ]
        }
    }

    package func readings() -> AsyncStream<RouterReading?> {
        AsyncStream { continuation in
            guard !steward.isOver else {
                continuation.finish()
                return
            }
            world.with { state in
                state.router.watchers.append(continuation)
                continuation.yield(state.reading)
            }
        }
    }

    package func admit(_ id: InstanceID, endpoint: String, arm: Arm) async throws {
        let limit = world.clock.now + Self.admissionLimit
        while true {
            try steward.check()
            if try world.with({ try $0.admit(id, endpoint: endpoint, arm: arm) }) { return }
            guard world.clock.now < limit else {
                throw Failure(.timedOut, "the router's check of \(id) did not pass within 30 s")
            }
            try await world.clock.sleep(until: world.clock.now + .milliseconds(100))
        }
    }

    package func shift(to weight: Weight) async throws -> Weight {
        try steward.check()
        return try world.with { try $0.shift(to: weight) }
    }

    package func drain(_ id: InstanceID) -> AsyncThrowingStream<Int, any Error> {
        AsyncThrowingStream { continuation in
            guard !steward.isOver else {
                continuation.finish(throwing: CancellationError())
                return
            }
            world.with { $0.drain(id, continuation) }
        }
    }

    package func remove(_ id: InstanceID) async throws {
        try steward.check()
        try world.with { try $0.remove(id) }
    }

    package func promote() async throws {
        try steward.check()
        try world.with { try $0.promote() }
    }
}
