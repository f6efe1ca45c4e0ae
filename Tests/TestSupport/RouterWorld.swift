package import RolloutCore
package import RolloutEngine

/// What surrounds a router in its contract: instances behind it and requests in front of it.
package protocol RouterWorld: Sendable {
    /// The router under contract; its files or memory outlive no test.
    var router: any TrafficRouter { get }

    /// Has an instance take requests, and returns where; its readiness check says `isReady`.
    func start(_ id: InstanceID, isReady: Bool) async throws -> String

    /// Changes what the instance's readiness check says.
    func set(_ id: InstanceID, isReady: Bool) async

    /// Ends the instance's process.
    func end(_ id: InstanceID) async

    /// Sends requests one after another and returns how many each instance answered.
    ///
    /// Requests nobody answered are counted under nil.
    func send(_ count: Int) async -> [InstanceID?: Int]

    /// Begins a request that stays open until ``finishOpenRequests()``; returns when it has
    /// reached an instance.
    func openRequest() async throws

    /// Lets all open requests end.
    func finishOpenRequests() async
}

extension RouterWorld {
    /// Starts a ready instance and admits it.
    package func admit(_ id: InstanceID, _ arm: Arm) async throws {
        let endpoint = try await start(id, isReady: true)
        try await router.admit(id, endpoint: endpoint, arm: arm)
    }
}
