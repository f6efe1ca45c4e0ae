package import RolloutCore
package import RolloutEngine
import RolloutSimulation

/// Simulated receivers as the contract of a notifier sees them, with their clock running.
package struct SimulatedNotifierWorld: NotifierWorld {
    private let clock = HeldClock()
    private let receivers: SimulatedReceivers

    /// Receivers as the contract asks for them.
    package init() { receivers = SimulatedReceivers(latency: .milliseconds(20), clock: clock) }

    package func notifier() -> any Notifier { SimulatedNotifier(receivers) }

    package func receiver(_ behaviour: ReceiverBehaviour) -> NotificationPlan {
        let fault: ReceiverFault? =
            switch behaviour {
            case .takes: nil
            case .overloaded: .overloaded
            case .refuses: .refuses
            case .silent: .silent
            case .unreachable, .absent: .absent
            }
        if let fault { receivers.fault(behaviour.rawValue, fault, times: .max) }
        var plan = NotificationPlan(url: "http://receiver", format: .json, kinds: [.rolledBack])
        plan.timeout = behaviour == .silent ? .milliseconds(400) : .seconds(30)
        return plan
    }

    package func arrived() -> [Notification] {
        receivers.messages.flatMap {
            Array(repeating: $0, count: receivers.deliveries(of: $0.id))
        }
    }

    /// Tries a promise while the clock runs with real time.
    ///
    /// - Throws: what the promise throws when it is not kept.
    package func whileTimePasses(
        _ promise: @escaping @Sendable (NotifierContract) async throws -> Void
    ) async throws {
        try await clock.passing { try await promise(NotifierContract(self)) }
    }
}
