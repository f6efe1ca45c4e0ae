import Testing
import TestSupport

@Suite(.serialized) struct HAProxyContract {
    @Test func `the canary's part of the requests is its weight`() async throws {
        try await inWorld(TrafficRouterContract.partsFollowTheWeight)
    }

    @Test func `0% is none`() async throws {
        try await inWorld(TrafficRouterContract.zeroIsNone)
    }

    @Test func `an instance that is not ready gets no request`() async throws {
        try await inWorld(TrafficRouterContract.nothingBeforeReady)
    }

    @Test func `a draining instance gets no request and its open one ends`() async throws {
        try await inWorld(TrafficRouterContract.drainWaits)
    }

    @Test func `without a stable instance only 100% is possible`() async throws {
        try await inWorld(TrafficRouterContract.firstReleaseIsAllOrNothing)
    }

    @Test func `promoting moves no request`() async throws {
        try await inWorld(TrafficRouterContract.promoteMovesNothing)
    }

    @Test func `a second call is a question`() async throws {
        try await inWorld(TrafficRouterContract.twiceIsOnce)
    }

    @Test func `a drained instance comes back`() async throws {
        try await inWorld(TrafficRouterContract.drainedComesBack)
    }

    @Test func `readings show weight, open requests and servers that are up`() async throws {
        try await inWorld(TrafficRouterContract.readingsShowWhatIs)
    }
}
