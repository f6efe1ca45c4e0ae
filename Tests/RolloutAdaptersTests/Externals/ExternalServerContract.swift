import TestSupport
import Testing

@testable import RolloutAdapters

/// A dependency asked over HTTP keeps what every other one keeps.
@Suite(.timeLimit(.minutes(2)))
struct ExternalServerContract {
    private let contract: ExternalsContract

    init() throws { contract = ExternalsContract(try ExternalServerWorld()) }

    @Test func `what it is comes at once`() async throws { try await contract.reportsAtOnce() }

    @Test func `every change is reported once`() async throws {
        try await contract.reportsChanges()
    }

    @Test func `a single failure is no news`() async throws {
        try await contract.forgivesSingleFailures()
    }

    @Test func `it is down only after its failures in a row`() async throws {
        try await contract.countsFailures()
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
