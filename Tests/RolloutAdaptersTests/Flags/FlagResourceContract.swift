import TestSupport
import Testing

@testable import RolloutAdapters

/// Flags that are resources of their own keep what every other store keeps.
@Suite(.timeLimit(.minutes(2)))
struct FlagResourceContract {
    private let contract: FlagStoresContract

    init() throws { contract = FlagStoresContract(try FlagServerWorld(isShared: false)) }

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

    @Test func `a flag gets a first value`() async throws { try await contract.addsAndRemoves() }

    @Test func `other flags stay`() async throws { try await contract.leavesOtherFlags() }

    @Test func `two stewards lose no update`() async throws { try await contract.losesNoUpdate() }

    @Test func `a write whose answer was lost is not repeated`() async throws {
        try await contract.repeatsNoLostWrite()
    }

    @Test func `a store out of reach is a failure`() async throws {
        try await contract.saysWhenUnreachable()
    }

    @Test func `checks say what will be`() async throws { try await contract.checksBeforehand() }
}
