import TestSupport
import Testing

@testable import RolloutAdapters

/// A dependency asked by connecting keeps what every other one keeps, single answers aside.
@Suite(.timeLimit(.minutes(2)))
struct ExternalPortContract {
    private let contract: ExternalsContract

    init() throws { contract = ExternalsContract(try ExternalPortWorld()) }

    @Test func `what it is comes at once`() async throws { try await contract.reportsAtOnce() }

    @Test func `every change is reported once`() async throws {
        try await contract.reportsChanges()
    }

    @Test func `silence is a failure`() async throws {
        try await contract.takesSilenceForFailure()
    }

    @Test func `nobody is asked when nobody listens`() async throws {
        try await contract.endsWithConsumer()
    }

    @Test func `checks tell what is there`() async throws {
        try await contract.checksBeforehand()
    }
}
