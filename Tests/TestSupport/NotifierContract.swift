package import RolloutCore
package import RolloutEngine
import Testing

/// What a receiver of a fixture does with a message.
package enum ReceiverBehaviour: Int, Sendable {
    /// It takes it.
    case takes
    /// Nobody can find it.
    case absent
    /// It answers 503.
    case overloaded
    /// It answers 400.
    case refuses
    /// It never answers, and its limit is 400 ms.
    case silent
    /// Nobody listens there.
    case unreachable
}

/// A place where the promises of a notifier can be tried: real services, or a simulation.
package protocol NotifierWorld: Sendable {
    /// The notifier as a steward has it.
    func notifier() throws -> any Notifier
    /// A receiver of JSON that does that; its place in the plan is the behaviour's number.
    func receiver(_ behaviour: ReceiverBehaviour) throws -> NotificationPlan
    /// What arrived, once for every time it did.
    func arrived() async throws -> [Notification]
}

/// What every ``RolloutEngine/Notifier`` promises, as far as it can be seen from outside.
package struct NotifierContract: Sendable {
    private let world: any NotifierWorld

    /// The promises, to be tried in that world.
    package init(_ world: any NotifierWorld) { self.world = world }

    private func message(_ behaviour: ReceiverBehaviour) -> Notification {
        Notification(
            id: "storefront/production/r7/31/\(behaviour.rawValue)",
            kind: .rolledBack,
            at: Timestamp(microseconds: 1_800_000_000_250_000),
            service: ServiceName(rawValue: "storefront"),
            environment: "production",
            release: ReleaseID(rawValue: 7),
            from: "1.4",
            to: "1.5",
            weight: Weight(hundredths: 1_250),
            reason: "p99 was 900 ms, \"stable\" 40 ms",
            nextCommand: "handoff retry",
            receiver: behaviour.rawValue
        )
    }

    private func send(_ behaviour: ReceiverBehaviour) async throws {
        try await world.notifier().send(message(behaviour), to: world.receiver(behaviour))
    }

    private func failure(_ behaviour: ReceiverBehaviour) async throws -> Failure? {
        await #expect(throws: Failure.self) { try await send(behaviour) }
    }

    /// A message arrives whole.
    package func sendsEverything() async throws {
        try await send(.takes)
        #expect(try await world.arrived() == [message(.takes)])
    }

    /// Every try of a message is the same message.
    package func repeatsTheSame() async throws {
        try await send(.takes)
        try await send(.takes)
        #expect(try await world.arrived() == [message(.takes), message(.takes)])
    }

    /// What a receiver cannot take now may be tried again.
    package func retriesOverload() async throws {
        let failure = try await failure(.overloaded)
        #expect(failure?.kind == .refused)
        #expect(failure?.isRetryable == true)
    }

    /// What a receiver will not take is not tried again.
    package func givesUpRefused() async throws {
        let failure = try await failure(.refuses)
        #expect(failure?.kind == .refused)
        #expect(failure?.isRetryable == false)
    }

    /// A receiver that says nothing is waited for no longer than its limit, and tried again.
    package func endsAtLimit() async throws {
        let failure = try await failure(.silent)
        #expect(failure?.kind == .timedOut)
        #expect(failure?.isRetryable == true)
    }

    /// A receiver out of reach is tried again.
    package func retriesUnreachable() async throws {
        let failure = try await failure(.unreachable)
        #expect(failure?.kind == .unreachable)
        #expect(failure?.isRetryable == true)
    }

    /// The checks see who cannot be found, and send nothing.
    package func checksWithoutSending() async throws {
        let receivers = try [world.receiver(.takes), world.receiver(.absent)]
        let checks = try await world.notifier().preflight(receivers)
        #expect(checks.map(\.passed) == [true, false])
        #expect(Set(checks.map(\.name)).count == 2)
        #expect(try await world.arrived() == [])
    }
}
