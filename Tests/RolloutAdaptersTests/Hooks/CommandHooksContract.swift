import TestSupport
import Testing

@testable import RolloutAdapters

/// Hooks that are real commands keep what every other one keeps.
@Suite(.timeLimit(.minutes(2)))
struct CommandHooksContract {
    private func keep(
        _ promise: (HooksContract) async throws -> Void
    ) async throws {
        try await promise(HooksContract(CommandHookWorld()))
    }

    @Test func `a hook is told everything, and its last line comes back`() async throws {
        try await keep { try await $0.tellsEverything() }
    }

    @Test func `on a first release there is no revision before`() async throws {
        try await keep { try await $0.tellsOfFirstReleases() }
    }

    @Test func `a hook that says no does not advance, and may be tried again`() async throws {
        try await keep { try await $0.saysWhenRefused() }
    }

    @Test func `a hook over its limit does not advance, and nothing of it goes on`() async throws {
        try await keep { try await $0.endsAtLimit() }
    }

    @Test func `a cancelled hook is ended`() async throws {
        try await keep { try await $0.endsWhenCancelled() }
    }

    @Test func `two stewards have one run of a hook`() async throws {
        try await keep { try await $0.runsOneAtATime() }
    }

    @Test func `another key is another run`() async throws {
        try await keep { try await $0.runsApart() }
    }

    @Test func `the checks see what is missing and run nothing`() async throws {
        try await keep { try await $0.checksWithoutRunning() }
    }
}
