package import RolloutCore
import RolloutEngine

/// Feature flags of the simulated world, as one steward reaches them.
///
/// They compare and write at once, as a store with `If-Match` does. All stores of a plan are one.
package struct SimulatedFlags: FlagStores {
    private let world: SimulatedWorld
    private let steward: Stewardship

    /// The flags of that world.
    package init(world: SimulatedWorld, steward: Stewardship = Stewardship()) {
        self.world = world
        self.steward = steward
    }

    /// Reads each, one after the other.
    package func preflight(_ flags: [FlagPlan]) async -> [Check] {
        var checks: [Check] = []
        for flag in flags {
            let (passed, finding) = await finding(flag)
            checks.append(
                Check(
                    name: "flag \(flag.name)",
                    passed: passed,
                    finding: finding,
                    took: .milliseconds(1)
                )
            )
        }
        return checks
    }

    /// Takes as long as the faults say.
    package func value(of flag: FlagPlan) async throws -> FlagValue? {
        try await answer("flag \(flag.name) was not read")
        return world.with { $0.flags[flag.name] }
    }

    /// Reads, waits, and writes by comparing, so that somebody can come in between.
    package func set(
        _ flag: FlagPlan,
        to value: FlagValue?,
        expecting expected: FlagValue?
    ) async throws {
        let seen = try await self.value(of: flag)
        if seen == value { return }
        guard seen == expected else {
            throw SimulatedState.conflict(flag, value, expected, found: seen)
        }
        try await answer("flag \(flag.name) was not set")
        try world.with { try $0.set(flag, to: value, over: seen) }
    }

    private func finding(_ flag: FlagPlan) async -> (Bool, String) {
        do {
            let value = try await value(of: flag)
            if value == flag.value { return (true, "It is `\(flag.value)` already.") }
            return (true, "It will be `\(flag.value)` from \(flag.at).")
        } catch {
            return (false, (error as? Failure)?.summary ?? "flag \(flag.name) was not read")
        }
    }

    /// Waits as long as the store takes, in the world's time; throws when it does not answer.
    private func answer(_ what: String) async throws {
        try steward.check()
        let delay = world.with(\.faults.flagDelay)
        if delay > .zero { try await world.clock.sleep(until: world.clock.now + delay) }
        try steward.check()
        guard !world.with(\.faults.areFlagsLost) else {
            throw Failure(.unreachable, "\(what): its store does not answer")
        }
    }
}

extension SimulatedState {
    /// Compares and writes, unless a fault has it otherwise.
    mutating func set(_ flag: FlagPlan, to value: FlagValue?, over seen: FlagValue?) throws {
        if let other = faults.meddling.removeValue(forKey: flag.name) { flags[flag.name] = other }
        let now = flags[flag.name]
        if now == value { return }
        guard now == seen else { throw Self.conflict(flag, value, seen, found: now) }
        if faults.refusedFlags > 0 {
            faults.refusedFlags -= 1
            throw Failure(.refused, "flag \(flag.name) was not set: its store answered 503")
        }
        if value == flag.value, router.weight < flag.at {
            violated(
                .flags,
                "flag \(flag.name) was set at \(router.weight), its weight is \(flag.at)"
            )
        }
        flags[flag.name] = value
        did(.flagSet(flag.name, from: now, to: value))
        if faults.unconfirmedFlags > 0 {
            faults.unconfirmedFlags -= 1
            throw Failure(.timedOut, "flag \(flag.name) may be set or not: no answer within 5 s")
        }
    }

    static func conflict(
        _ flag: FlagPlan,
        _ value: FlagValue?,
        _ expected: FlagValue?,
        found: FlagValue?
    ) -> Failure {
        func spoken(_ value: FlagValue?) -> String { value.map { "`\($0)`" } ?? "without a value" }
        return Failure(
            .conflict,
            "flag \(flag.name) was not set to \(spoken(value)): it is \(spoken(found)) now, not "
                + "\(spoken(expected)) as before",
            isRetryable: false
        )
    }
}
