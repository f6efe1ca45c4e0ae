import RolloutCore
import RolloutEngine

/// What the simulated router is set to.
struct RouterState {
    /// One instance the router knows.
    struct Server {
        let id: InstanceID
        var arm: Arm
        var isDraining = false
        var drainBegan: Timestamp?
        var drainWatchers: [AsyncThrowingStream<Int, any Error>.Continuation] = []
    }

    /// A request that has not been answered yet.
    struct OpenRequest {
        var server: InstanceID
        var arm: Arm
        var began: Timestamp
        var ends: Timestamp
        var fails: Bool
    }

    var servers: [InstanceID: Server] = [:]
    var weight = Weight.zero
    var openRequests: [OpenRequest] = []
    var watchers: [AsyncStream<RouterReading?>.Continuation] = []
    var lastReading: RouterReading??
    var lastTold: Timestamp?
    /// Requests that are due, with the fraction left over from the tick before.
    var due = 0.0
    var turn = 0

    func open(on id: InstanceID) -> Int {
        openRequests.count { $0.server == id }
    }

    /// The servers of an arm that get new requests, by name.
    func taking(_ arm: Arm) -> [InstanceID] {
        servers.values.filter { $0.arm == arm && !$0.isDraining }.map(\.id).sorted()
    }

    /// The share of all requests that an arm gets.
    func share(of arm: Arm) -> Weight {
        arm == .canary ? weight : Weight(hundredths: 10_000 - weight.hundredths)
    }
}
