import RolloutCore
import RolloutEngine
import RolloutSimulation
import TestSupport
import Testing

/// Simulated dependencies keep what the real ones keep, by the same suite.
@Suite(.timeLimit(.minutes(1)))
struct SimulatedExternalsContract {
    private let world = SimulatedExternalWorld()

    @Test func `what it is comes at once`() async throws {
        try await world.whileTimePasses { try await $0.reportsAtOnce() }
    }

    @Test func `every change is reported once`() async throws {
        try await world.whileTimePasses { try await $0.reportsChanges() }
    }

    @Test func `a single failure is no news`() async throws {
        try await world.whileTimePasses { try await $0.forgivesSingleFailures() }
    }

    @Test func `it is down only after its failures in a row`() async throws {
        try await world.whileTimePasses { try await $0.countsFailures() }
    }

    @Test func `silence is a failure`() async throws {
        try await world.whileTimePasses { try await $0.takesSilenceForFailure() }
    }

    @Test func `nobody is asked when nobody listens`() async throws {
        try await world.whileTimePasses { try await $0.endsWithConsumer() }
    }

    @Test func `checks tell what is there`() async throws {
        try await world.whileTimePasses { try await $0.checksBeforehand() }
    }

    @Test func `an outage begins and ends at its time`() async throws {
        world.world.outage(of: "payments", after: .seconds(10), lasting: .seconds(60))
        var seen: [Bool] = []
        for _ in 0..<8 {
            let checks = await world.externals.preflight([world.plan])
            seen += checks.map(\.passed)
            world.world.advance(by: .seconds(10))
        }
        #expect(seen == [true, false, false, false, false, false, false, true])
    }
}
