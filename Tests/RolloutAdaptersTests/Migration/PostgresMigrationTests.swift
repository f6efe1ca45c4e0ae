import Foundation
import RolloutCore
import RolloutEngine
import TestSupport
import Testing

@testable import RolloutAdapters

/// What only a real PostgreSQL shows: locks, sessions, and commands that were killed.
@Suite(.enabled(if: PostgresServer.programs != nil), .timeLimit(.minutes(2)))
struct PostgresMigrationTests {
    /// Runs `body` while another session does that; then ends the session.
    private func beside(
        _ statement: String,
        in world: DatabaseWorld,
        _ body: @escaping @Sendable () async throws -> Void
    ) async throws {
        let command = world.brief(world.dialect.asking(statement))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { _ = try? await command() }
            do {
                try await body()
            } catch {
                group.cancelAll()
                throw error
            }
            group.cancelAll()
        }
    }

    private static let locked =
        "SELECT count(*) FROM pg_locks l JOIN pg_class c ON c.oid = l.relation "
        + "WHERE c.relname = 'orders' AND l.granted AND l.pid <> pg_backend_pid()"

    private func eventually(_ isTrue: () async throws -> Bool) async throws -> Bool {
        let end = ContinuousClock.now + .seconds(30)
        while ContinuousClock.now < end {
            if try await isTrue() { return true }
            try await Task.sleep(for: .milliseconds(50))
        }
        return try await isTrue()
    }

    @Test func `a writer goes on while columns are added`() async throws {
        let world = try await DatabaseWorld.postgres()
        try world.write(
            (1...300).map { "INSERT INTO orders (id, total) VALUES (\(100 + $0), 1);" }
                .joined(separator: "\n"),
            to: "writer.sql"
        )
        let writer = world.brief(world.dialect.running(world.folder + "/writer.sql"))
        async let written = writer()
        let receipt = try await world.runner(expand: "SELECT pg_sleep(0.2);").migrate(.expand)
        #expect(receipt.after.rawValue == "2")
        #expect(try await written.isGood)
        #expect(try await world.ask("SELECT count(*) FROM orders") == "325")
        #expect(try await world.ask("SELECT count(cents) FROM orders") == "0")
    }

    @Test func `a blocked change gives up before it freezes the readers`() async throws {
        let world = try await DatabaseWorld.postgres()
        let runner = try world.runner { $0.lockTimeout = .milliseconds(300) }
        try await beside(
            "BEGIN; SELECT count(*) FROM orders; SELECT pg_sleep(60); COMMIT;",
            in: world
        ) {
            #expect(try await eventually { try await world.ask(Self.locked) != "0" })
            async let failure = #expect(throws: Failure.self) { try await runner.migrate(.expand) }
            // Each would wait behind the change for the rest of the minute if it did not give up.
            for _ in 1...20 {
                try await world.ask("SET statement_timeout = '20s'; SELECT count(*) FROM orders")
            }
            let seen = await failure
            #expect(seen?.summary.contains("says `1` as before, not `2`") == true)
            #expect(seen?.detail.contains("longer than 300 ms and gave up") == true)
            #expect(seen?.detail.contains("canceling statement due to lock timeout") == true)
        }
        #expect(try await eventually { try await world.ask(Self.locked) == "0" })
        #expect(try await runner.migrate(.expand).after.rawValue == "2")
    }

    @Test func `a migration that stopped half-way names the state it left`() async throws {
        let world = try await DatabaseWorld.postgres()
        let runner = try world.runner(
            whole: """
                ALTER TABLE orders ADD COLUMN cents bigint;
                UPDATE schema_version SET version = '1.5';
                ALTER TABLE order_items ADD COLUMN cents bigint;
                """
        )
        let failure = await #expect(throws: Failure.self) { try await runner.migrate(.expand) }
        #expect(
            failure?.summary == "expand is not done: its command ended with exit status 3, and "
                + "the database says `1.5`, neither `1` as before nor `2`"
        )
        #expect(failure?.detail.hasPrefix("It is half done. Finish it or undo it by hand") == true)
        #expect(failure?.detail.contains("relation \"order_items\" does not exist") == true)
        #expect(failure?.isRetryable == false)
    }

    @Test func `a killed command leaves nothing running in the database, and is taken up again`()
        async throws
    {
        let world = try await DatabaseWorld.postgres()
        let runner = try world.runner(expand: "SELECT pg_sleep(60);")
        async let failure = #expect(throws: Failure.self) { try await runner.migrate(.expand) }
        #expect(try await eventually { try await world.ask(Self.locked) != "0" })
        let record = try #require(runner.runs.folder.running("expand"))
        kill(record.process.pid, SIGKILL)
        #expect(await failure?.summary.contains("ended with signal 9") == true)
        // Its lock would keep the service out for the rest of the minute.
        #expect(try await eventually { try await world.ask(Self.locked) == "0" })
        #expect(try await world.runner().migrate(.expand).before.rawValue == "1")
        #expect(try await world.ask("SELECT version FROM schema_version") == "2")
    }

    @Test func `a command of a steward that died is waited for and not started again`()
        async throws
    {
        let world = try await DatabaseWorld.postgres()
        let dead = try world.runner(expand: "SELECT pg_sleep(2);")
        let command = try #require(dead.plan.expand?.command)
        let order = try await dead.order("expand", command)
        #expect(try !dead.runs.folder.ensureRunning(order).wasFound)
        let receipt = try await world.runner().migrate(.expand)
        #expect(receipt.after.rawValue == "2")
        #expect(receipt.hasRun)
        #expect(try await world.starts(of: "expand") == 1)
    }

    @Test func `a batch that does nothing ends the backfill with what is left`() async throws {
        let world = try await DatabaseWorld.postgres()
        let runner = try world.runner { plan in
            let words = world.dialect.asking("SELECT 7")
            plan.backfill?.command = DeclaredCommand(
                words,
                folder: world.folder,
                within: .seconds(20)
            )
            plan.backfill?.every = .zero
        }
        let failure = await #expect(throws: Failure.self) {
            for try await _ in runner.backfill({ .goOn }) {}
        }
        #expect(failure?.summary.hasPrefix("the backfill did not go on: 7 rows left") == true)
    }
}
