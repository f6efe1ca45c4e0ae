import TestSupport
import Testing

@testable import RolloutAdapters

/// Migrations of a real SQLite keep what every other one keeps.
@Suite(.enabled(if: ProgramSearch.path(of: "sqlite3") != nil), .timeLimit(.minutes(2)))
struct SQLiteMigrationsContract {
    private func keep(
        _ promise: (MigrationsContract) async throws -> Void
    ) async throws {
        let world = try await DatabaseWorld.sqlite()
        try await promise(MigrationsContract(world))
    }

    @Test func `each stage takes the schema on`() async throws {
        try await keep { try await $0.migratesByStages() }
    }

    @Test func `what is done is not run again`() async throws {
        try await keep { try await $0.runsOnce() }
    }

    @Test func `a failure says which state the database is in`() async throws {
        try await keep { try await $0.saysWhereItFailed() }
    }

    @Test func `contract waits for expand`() async throws {
        try await keep { try await $0.contractWaitsForExpand() }
    }

    @Test func `two stewards have one command run`() async throws {
        try await keep { try await $0.runsOneAtATime() }
    }

    @Test func `a cancelled command is ended and changed nothing`() async throws {
        try await keep { try await $0.endsWhenCancelled() }
    }

    @Test func `a database that does not answer has no state`() async throws {
        try await keep { try await $0.saysWhenUnreachable() }
    }

    @Test func `a backfill goes on until nothing is left`() async throws {
        try await keep { try await $0.fillsInBatches() }
    }

    @Test func `a stopped backfill goes on where it was`() async throws {
        try await keep { try await $0.goesOnAfterStop() }
    }

    @Test func `a paused backfill starts no batch`() async throws {
        try await keep { try await $0.pausesBetweenBatches() }
    }
}
