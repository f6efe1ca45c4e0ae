package import RolloutCore
import RolloutEngine

/// The way to simulated receivers, as one steward has it.
package struct SimulatedNotifier: Notifier {
    private let receivers: SimulatedReceivers
    private let steward: Stewardship
    private let did: @Sendable (Deed) -> Void

    /// The way to those receivers; `did` hears of each try.
    package init(
        _ receivers: SimulatedReceivers,
        steward: Stewardship = Stewardship(),
        did: @escaping @Sendable (Deed) -> Void = { _ in }
    ) {
        self.receivers = receivers
        self.steward = steward
        self.did = did
    }

    /// Whether each can be reached.
    package func preflight(_ receivers: [NotificationPlan]) async -> [Check] {
        receivers.indices.map { place in
            let isPresent = self.receivers.isPresent(place)
            return Check(
                name: "notification \(place + 1)",
                passed: isPresent,
                finding: isPresent ? "It was found." : "It was not found.",
                took: .milliseconds(1)
            )
        }
    }

    /// Waits for the answer in the world's time; the message is on its way before that.
    package func send(
        _ notification: Notification,
        to receiver: NotificationPlan
    ) async throws {
        try steward.check()
        did(.messageSent(notification.id))
        let fault = receivers.take(notification)
        let isHeard = fault != .silent && fault != .unheard
        let span = isHeard ? receivers.latency : receiver.timeout
        try await receivers.clock.sleep(until: receivers.clock.now + span)
        try steward.check()
        let lead =
            "`\(notification.kind.rawValue)` of release \(notification.release) was not sent: "
        switch fault {
        case nil: return
        case .overloaded: throw Failure(.refused, lead + "the receiver answered 503")
        case .refuses:
            throw Failure(.refused, lead + "the receiver answered 400", isRetryable: false)
        case .absent: throw Failure(.unreachable, lead + "the receiver could not be connected to")
        case .silent, .unheard:
            throw Failure(
                .timedOut,
                lead + "the receiver gave no answer within \(receiver.timeout.spoken)"
            )
        }
    }
}
