import RolloutCore

/// What the canary's requests came to in some seconds of a recording.
struct ExposureTally: Hashable, Sendable {
    private(set) var requests = 0
    private(set) var failed = 0
    private var stableRequests = 0
    private var stableFailed = 0

    /// Takes in a second; one that was not measured says nothing.
    mutating func take(_ sample: Sample) {
        guard sample.hasTraffic else { return }
        requests += sample.canary.requests
        failed += sample.canary.errors
        stableRequests += sample.stable.requests
        stableFailed += sample.stable.errors
    }

    /// Failed requests that stable would have had of the same; nil where stable had none.
    var expected: Double? {
        guard stableRequests > 0 else { return requests == 0 ? 0 : nil }
        return Double(requests) * Double(stableFailed) / Double(stableRequests)
    }

    /// Failed requests beyond those, below 0 when there were fewer; nil where nobody knows.
    var extra: Double? { expected.map { Double(failed) - $0 } }
}
