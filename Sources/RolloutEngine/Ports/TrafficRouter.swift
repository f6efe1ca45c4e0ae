package import RolloutCore

/// What the router says right now.
package struct RouterReading: Sendable, Hashable {
    /// The canary's share as the router is set; nil when it knows no canary.
    package var weight: Weight?
    /// Requests open on each server it knows.
    package var open: [InstanceID: Int]
    /// Servers that passed the router's own check.
    package var up: Set<InstanceID>

    /// A reading as an adapter makes it.
    package init(weight: Weight?, open: [InstanceID: Int], up: Set<InstanceID>) {
        self.weight = weight
        self.open = open
        self.up = up
    }
}

/// Moves traffic between the revisions of one service.
///
/// After a crash the same operation is sent again, so a second call is a question, not a second
/// shift. If cancelled half-way, throw; the engine then reads the weight back.
package protocol TrafficRouter: Sendable {
    /// Checks that the router can be steered: it is installed or answers, its port is free or
    /// already its own, it reports its weights. Changes nothing.
    func preflight() async -> [Check]

    /// Keeps the router running where handoff owns it (starting it again when it died, with the
    /// weights and servers it had), and yields a reading at least every second and at each change.
    ///
    /// While the router cannot be read it yields nil: a lost router is never counted as fine.
    func readings() -> AsyncStream<RouterReading?>

    /// Makes the instance known in its arm's backend, first at weight 0, and returns once the
    /// router's own check of it has passed and it takes its share of that arm's requests.
    ///
    /// - Throws: a ``Failure`` when the router refuses or its check does not pass within 30 s.
    func admit(_ id: InstanceID, endpoint: String, arm: Arm) async throws

    /// Has the canary get exactly this share, and returns what the router reports afterwards.
    ///
    /// With no admitted stable instance only 100% is possible. Where the plan keeps users on a
    /// revision (``RolloutCore/SessionAffinity``), this is the share of new decisions; at 0 nobody
    /// is kept on the canary, and no sign sends anybody there who comes later.
    /// - Throws: a ``Failure`` when the router does not confirm within 5 s.
    func shift(to weight: Weight) async throws -> Weight

    /// Sends the instance nothing new, and yields its open requests until none is left.
    ///
    /// Ends after yielding 0, also for an instance the router does not know. The caller has the
    /// limit and cancels; the instance stays without new requests then.
    func drain(_ id: InstanceID) -> AsyncThrowingStream<Int, any Error>

    /// Forgets the instance, whose process has ended. Does nothing when it is not known.
    func remove(_ id: InstanceID) async throws

    /// Makes the canary's arm the stable one, at the end of a release that succeeded, without
    /// moving any request. Does nothing the second time.
    func promote() async throws
}
