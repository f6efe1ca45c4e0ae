import TestSupport
import Testing

@testable import RolloutAdapters

/// Notifications to real services keep what every other one keeps.
@Suite(.timeLimit(.minutes(2)))
struct WebhookNotifierContract {
    private func keep(
        _ promise: (NotifierContract) async throws -> Void
    ) async throws {
        let world = try ReceiverWorld()
        defer { world.close() }
        try await promise(NotifierContract(world))
    }

    @Test func `a message arrives whole`() async throws {
        try await keep { try await $0.sendsEverything() }
    }

    @Test func `every try is the same message`() async throws {
        try await keep { try await $0.repeatsTheSame() }
    }

    @Test func `an overloaded receiver is tried again`() async throws {
        try await keep { try await $0.retriesOverload() }
    }

    @Test func `a receiver that refuses is not tried again`() async throws {
        try await keep { try await $0.givesUpRefused() }
    }

    @Test func `silence ends at the limit, and is tried again`() async throws {
        try await keep { try await $0.endsAtLimit() }
    }

    @Test func `a receiver out of reach is tried again`() async throws {
        try await keep { try await $0.retriesUnreachable() }
    }

    @Test func `the checks see who cannot be found and send nothing`() async throws {
        try await keep { try await $0.checksWithoutSending() }
    }
}
