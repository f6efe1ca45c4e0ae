import RolloutCore
import RolloutEngine
import RolloutSimulation
import TestSupport
import Testing

/// Simulated flags keep what the real ones keep, by the same suite, and have faults of their own.
@Suite(.timeLimit(.minutes(1)))
struct SimulatedFlagsContract {
    private let world = SimulatedFlagWorld()
    private var contract: FlagStoresContract { FlagStoresContract(world) }

    @Test func `each sort of value is read`() async throws { try await contract.readsValues() }

    @Test func `each sort of value is set and set back`() async throws {
        try await contract.setsAndRestores()
    }

    @Test func `what is so already is not written`() async throws {
        try await contract.writesOnce()
    }

    @Test func `a value of somebody else stays`() async throws {
        try await contract.leavesOthersValue()
    }

    @Test func `a flag gets a first value and loses it`() async throws {
        try await contract.addsAndRemoves()
    }

    @Test func `other flags stay`() async throws { try await contract.leavesOtherFlags() }

    @Test func `two stewards lose no update`() async throws { try await contract.losesNoUpdate() }

    @Test func `a write whose answer was lost is not repeated`() async throws {
        try await contract.repeatsNoLostWrite()
    }

    @Test func `a store out of reach is a failure`() async throws {
        try await contract.saysWhenUnreachable()
    }

    @Test func `checks say what will be`() async throws { try await contract.checksBeforehand() }

    @Test func `somebody who writes in between is not overwritten`() async throws {
        let plan = world.plan("new_checkout", .bool(true))
        world.put("new_checkout", .bool(false))
        world.world.fault { $0.meddling["new_checkout"] = .text("theirs") }
        let failure = await #expect(throws: Failure.self) {
            try await world.flags(.works).set(plan, to: .bool(true), expecting: .bool(false))
        }
        #expect(failure?.kind == .conflict)
        #expect(world.held("new_checkout") == .text("theirs"))
    }

    @Test func `a slow store answers in the world's time`() async throws {
        world.put("new_checkout", .bool(false))
        world.world.fault { $0.flagDelay = .seconds(3) }
        let flags = world.flags(.works)
        let plan = world.plan("new_checkout", .bool(true))
        let before = world.world.clock.now
        try await withThrowingTaskGroup(of: FlagValue?.self) { group in
            group.addTask { try await flags.value(of: plan) }
            group.addTask { [world] in
                while !Task.isCancelled {
                    try? await Task.sleep(for: .milliseconds(1))
                    world.world.advance(by: .milliseconds(50))
                }
                return nil
            }
            let value = try await group.next()
            #expect(value == .bool(false))
            group.cancelAll()
        }
        #expect(world.world.clock.now - before >= .seconds(3))
    }

    @Test func `a flag before its weight breaks a rule`() async throws {
        var plan = world.plan("new_checkout", .bool(true))
        plan.at = Weight(percent: 50)
        try await world.flags(.works).set(plan, to: .bool(true), expecting: nil)
        #expect(world.world.violations.count == 1)
        try await world.flags(.works).set(plan, to: nil, expecting: .bool(true))
        #expect(world.world.violations.count == 1)
    }

    @Test func `a steward that is gone changes nothing`() async throws {
        let steward = Stewardship()
        steward.end()
        let plan = world.plan("new_checkout", .bool(true))
        await #expect(throws: CancellationError.self) {
            try await SimulatedFlags(world: world.world, steward: steward)
                .set(plan, to: .bool(true), expecting: nil)
        }
        #expect(world.held("new_checkout") == nil)
    }
}
