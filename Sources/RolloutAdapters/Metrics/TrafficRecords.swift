package import RolloutCore

/// What the router's records say of one second.
package struct TrafficSecond: Sendable, Equatable {
    /// What the stable revision served.
    package var stable = Traffic()
    /// What the canary served.
    package var canary = Traffic()
    /// What each instance served, with what is open at it now.
    package var instances: [InstanceID: InstanceTraffic] = [:]
    /// How long the requests of each instance took.
    package var latencies: [InstanceID: LatencyTally] = [:]
    /// Records the router's counters say were sent and that did not arrive.
    package var lostRecords = 0
    /// Whether records were being received and the router's counters could be read throughout.
    package var isWhole = false

    /// A second of which nothing is known.
    package init() {}
}

/// Where the requests of each second are known from.
package protocol TrafficRecords: Sendable {
    /// Has records received from now on; does nothing when they are already.
    ///
    /// - Throws: a ``Failure`` when they cannot be.
    func openRecords() async throws

    /// Begins counting with that second and forgets what came before it.
    func beginRecords(with second: Timestamp) async

    /// Hands out a second for good; what still comes for it is added to the next.
    func takeRecords(of second: Timestamp) async -> TrafficSecond

    /// When the last request that reached that side of the split ended; nil before the first.
    func lastRequest(of arm: Arm) async -> Timestamp?
}
