import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct ProcessFleetContract {
    private let contract: FleetContract

    init() throws { contract = FleetContract(try ProcessWorld()) }

    @Test func `an instance is ready only after its soak`() async throws {
        try await contract.startsThroughSoak()
    }

    @Test func `no report repeats the one before`() async throws {
        try await contract.reportsOnlyChanges()
    }

    @Test func `an instance is not ready while its check fails`() async throws {
        try await contract.followsReadiness()
    }

    @Test func `a later fleet adopts what runs`() async throws {
        try await contract.adopts()
    }

    @Test func `a second call starts no second process`() async throws {
        try await contract.runsOnce()
    }

    @Test func `an end by itself is a crash with its status`() async throws {
        try await contract.reportsCrash()
    }

    @Test func `a killed instance is a crash and can run anew`() async throws {
        try await contract.reportsKillAndStartsAnew()
    }

    @Test func `an instance asked to end is stopped`() async throws {
        try await contract.stops()
    }

    @Test func `an instance deaf to TERM is killed after its grace`() async throws {
        try await contract.killsAfterGrace()
    }

    @Test func `stopping twice is stopping once`() async throws {
        try await contract.stopsTwice()
    }

    @Test func `an instance outlives its watch`() async throws {
        try await contract.outlivesItsWatch()
    }

    @Test func `altered bytes do not pass the checks`() async throws {
        try await contract.checksArtifact()
    }

    @Test func `configurations are told apart`() async throws {
        try await contract.tellsConfigurationsApart()
    }
}

/// What every fleet promises about workers, kept by real processes.
@Suite(.timeLimit(.minutes(1)))
struct ProcessFleetWorkerContract {
    private let contract: FleetContract

    init() throws { contract = FleetContract(try ProcessWorld()) }

    @Test func `a worker is ready once it ran through its soak`() async throws {
        try await contract.startsWorkerThroughSoak()
    }

    @Test func `a later fleet adopts a worker that runs`() async throws {
        try await contract.adoptsWorker()
    }

    @Test func `a second call starts no second worker`() async throws {
        try await contract.runsWorkerOnce()
    }

    @Test func `a worker that ends by itself is a crash`() async throws {
        try await contract.reportsWorkerCrash()
    }

    @Test func `a killed worker is a crash and can run anew`() async throws {
        try await contract.reportsWorkerKillAndStartsAnew()
    }

    @Test func `a worker asked to end is stopped`() async throws {
        try await contract.stopsWorker()
    }

    @Test func `a worker told to end is not ready before it runs anew`() async throws {
        try await contract.doubtsWorkerToldToEnd()
    }

    @Test func `a worker deaf to TERM is killed after its grace`() async throws {
        try await contract.killsWorkerAfterGrace()
    }

    @Test func `workers are looked at before the release`() async throws {
        try await contract.checksWorkers()
    }
}
