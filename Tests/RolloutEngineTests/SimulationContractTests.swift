import RolloutSimulation
import TestSupport
import Testing

/// The simulated fleet and router keep what the real ones keep, by the same suites.
@Suite struct SimulationContractTests {
    private func fleet(
        _ promise: @escaping @Sendable (FleetContract) async throws -> Void
    )
        async throws
    {
        try await SimulatedContractWorld().whileTimePasses { try await promise(FleetContract($0)) }
    }

    private func router(
        _ promise: @escaping @Sendable (SimulatedContractWorld) async throws -> Void
    ) async throws {
        try await SimulatedContractWorld().whileTimePasses(promise)
    }

    @Test func `a new instance is ready only after its soak`() async throws {
        try await fleet { try await $0.startsThroughSoak() }
    }

    @Test func `no report repeats the one before it`() async throws {
        try await fleet { try await $0.reportsOnlyChanges() }
    }

    @Test func `readiness is followed`() async throws {
        try await fleet { try await $0.followsReadiness() }
    }

    @Test func `a later fleet adopts what runs`() async throws {
        try await fleet { try await $0.adopts() }
    }

    @Test func `an instance runs once`() async throws {
        try await fleet { try await $0.runsOnce() }
    }

    @Test func `a crash is told with its status and last line`() async throws {
        try await fleet { try await $0.reportsCrash() }
    }

    @Test func `a killed instance can run anew`() async throws {
        try await fleet { try await $0.reportsKillAndStartsAnew() }
    }

    @Test func `an instance that is asked to end is stopped`() async throws {
        try await fleet { try await $0.stops() }
    }

    @Test func `an instance that does not end is killed after its grace`() async throws {
        try await fleet { try await $0.killsAfterGrace() }
    }

    @Test func `stopping twice is stopping once`() async throws {
        try await fleet { try await $0.stopsTwice() }
    }

    @Test func `an instance outlives its watch`() async throws {
        try await fleet { try await $0.outlivesItsWatch() }
    }

    @Test func `altered bytes are found before the release`() async throws {
        try await fleet { try await $0.checksArtifact() }
    }

    @Test func `configurations are told apart`() async throws {
        try await fleet { try await $0.tellsConfigurationsApart() }
    }

    @Test func `a worker is ready once it ran through its soak`() async throws {
        try await fleet { try await $0.startsWorkerThroughSoak() }
    }

    @Test func `a later fleet adopts a worker that runs`() async throws {
        try await fleet { try await $0.adoptsWorker() }
    }

    @Test func `a second call starts no second worker`() async throws {
        try await fleet { try await $0.runsWorkerOnce() }
    }

    @Test func `a worker that ends by itself is a crash`() async throws {
        try await fleet { try await $0.reportsWorkerCrash() }
    }

    @Test func `a killed worker is a crash and can run anew`() async throws {
        try await fleet { try await $0.reportsWorkerKillAndStartsAnew() }
    }

    @Test func `a worker asked to end is stopped`() async throws {
        try await fleet { try await $0.stopsWorker() }
    }

    @Test func `a worker told to end is not ready before it runs anew`() async throws {
        try await fleet { try await $0.doubtsWorkerToldToEnd() }
    }

    @Test func `a worker deaf to TERM is killed after its grace`() async throws {
        try await fleet { try await $0.killsWorkerAfterGrace() }
    }

    @Test func `workers are looked at before the release`() async throws {
        try await fleet { try await $0.checksWorkers() }
    }

    @Test func `parts follow the weight`() async throws {
        try await router { try await TrafficRouterContract.partsFollowTheWeight($0) }
    }

    @Test func `zero is none`() async throws {
        try await router { try await TrafficRouterContract.zeroIsNone($0) }
    }

    @Test func `nothing reaches an instance before it is ready`() async throws {
        try await router { try await TrafficRouterContract.nothingBeforeReady($0) }
    }

    @Test func `a drain waits for open requests`() async throws {
        try await router { try await TrafficRouterContract.drainWaits($0) }
    }

    @Test func `a first release is all or nothing`() async throws {
        try await router { try await TrafficRouterContract.firstReleaseIsAllOrNothing($0) }
    }

    @Test func `a promotion moves nothing`() async throws {
        try await router { try await TrafficRouterContract.promoteMovesNothing($0) }
    }

    @Test func `every call may come twice`() async throws {
        try await router { try await TrafficRouterContract.twiceIsOnce($0) }
    }

    @Test func `a drained instance comes back`() async throws {
        try await router { try await TrafficRouterContract.drainedComesBack($0) }
    }

    @Test func `readings show what is`() async throws {
        try await router { try await TrafficRouterContract.readingsShowWhatIs($0) }
    }
}
