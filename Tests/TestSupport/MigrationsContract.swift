import RolloutCore
package import RolloutEngine
import Synchronization
import Testing

/// What the commands of a fixture migration do, whatever database they do it to.
package enum MigrationBehaviour: Sendable {
    /// They do what they should, within moments.
    case works
    /// Expand and contract end with an error and change nothing.
    case fails
    /// Expand takes about a second.
    case slow
    /// The state cannot be read.
    case unreachable
}

/// A place where the promises of migrations can be tried: a real database, or a simulation.
///
/// Its schema is at `1`; expand reaches `2`, contract `3`. 25 rows wait for a backfill that fills
/// 10 a batch, 20 ms apart.
package protocol MigrationWorld: Sendable {
    /// The database's migrations as a steward has them; every call is another steward.
    func migrations(_ behaviour: MigrationBehaviour) throws -> any Migrations
    /// How often a command of that name was begun: `expand`, `contract`, `backfill`.
    func starts(of name: String) async throws -> Int
    /// Whether a command of that name runs.
    func isRunning(_ name: String) async throws -> Bool
}

/// What every ``RolloutEngine/Migrations`` promises, as far as it can be seen from outside.
package struct MigrationsContract: Sendable {
    private let world: any MigrationWorld
    private static let states = ["1", "2", "3"].map(SchemaState.init(rawValue:))

    /// The promises, to be tried in that world.
    package init(_ world: any MigrationWorld) { self.world = world }

    /// Each stage takes the schema on, and its receipt says from where to where.
    package func migratesByStages() async throws {
        let migrations = try world.migrations(.works)
        #expect(try await migrations.state() == Self.states[0])
        let expand = try await migrations.migrate(.expand)
        #expect([expand.before, expand.after] == Array(Self.states[..<2]))
        #expect(expand.hasRun && expand.remark == nil)
        let contract = try await migrations.migrate(.contract)
        #expect([contract.before, contract.after] == Array(Self.states[1...]))
        #expect(try await migrations.state() == Self.states[2])
    }

    /// What is done already is not run, by whomever it is asked; contract has expand behind it.
    package func runsOnce() async throws {
        _ = try await world.migrations(.works).migrate(.expand)
        let again = try await world.migrations(.works).migrate(.expand)
        #expect(!again.hasRun)
        #expect(again.before == Self.states[1])
        _ = try await world.migrations(.works).migrate(.contract)
        #expect(try await !world.migrations(.works).migrate(.expand).hasRun)
        #expect(try await world.starts(of: "expand") == 1)
    }

    /// A failure says which state the database is in, and that trying again can help.
    package func saysWhereItFailed() async throws {
        let migrations = try world.migrations(.fails)
        let failure = await #expect(throws: Failure.self) { try await migrations.migrate(.expand) }
        #expect(failure?.summary.contains("says `1`") == true, "\(failure?.summary ?? "")")
        #expect(failure?.summary.contains("not `2`") == true, "\(failure?.summary ?? "")")
        #expect(failure?.isRetryable == true)
        #expect(try await world.migrations(.works).migrate(.expand).after == Self.states[1])
    }

    /// Contract does not run before expand is done.
    package func contractWaitsForExpand() async throws {
        let migrations = try world.migrations(.works)
        let failure = await #expect(throws: Failure.self) {
            try await migrations.migrate(.contract)
        }
        #expect(failure?.kind == .conflict)
        #expect(try await world.starts(of: "contract") == 0)
    }

    /// Two stewards that ask at the same time have one command run.
    package func runsOneAtATime() async throws {
        let (one, other) = (try world.migrations(.slow), try world.migrations(.slow))
        async let first = one.migrate(.expand)
        #expect(try await eventually { try await world.isRunning("expand") })
        let second = try await other.migrate(.expand)
        #expect(try await first.after == Self.states[1])
        #expect(second.after == Self.states[1])
        #expect(try await world.starts(of: "expand") == 1)
    }

    /// Cancelled, a command is ended, and the schema is as before.
    package func endsWhenCancelled() async throws {
        let migrations = try world.migrations(.slow)
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                do {
                    _ = try await migrations.migrate(.expand)
                    return false
                } catch is CancellationError {
                    return true
                }
            }
            let isUnderWay = try await eventually { try await world.isRunning("expand") }
            #expect(isUnderWay)
            group.cancelAll()
            let isCancelled = try await group.next()
            #expect(isCancelled == true)
        }
        #expect(try await !world.isRunning("expand"))
        #expect(try await world.migrations(.works).state() == Self.states[0])
    }

    /// A database that does not answer is a failure, and no state.
    package func saysWhenUnreachable() async throws {
        let migrations = try world.migrations(.unreachable)
        await #expect(throws: Failure.self) { try await migrations.state() }
        await #expect(throws: Failure.self) { try await migrations.migrate(.expand) }
        let checks = await migrations.preflight()
        #expect(checks.contains { $0.name == "schema state" && !$0.passed })
        #expect(try await world.starts(of: "expand") == 0)
    }

    /// A backfill goes on batch by batch until nothing is left.
    package func fillsInBatches() async throws {
        var seen: [BackfillProgress] = []
        for try await progress in try await expanded().backfill({ .goOn }) { seen.append(progress) }
        #expect(seen.map(\.left) == [15, 5, 0])
        #expect(seen.map(\.batches) == [1, 2, 3])
    }

    /// Stopped, it starts no further batch, and a later one goes on where it was.
    package func goesOnAfterStop() async throws {
        let done = Mutex(0)
        let migrations = try await expanded()
        for try await progress in migrations.backfill({ done.withLock { $0 } == 1 ? .stop : .goOn })
        {
            done.withLock { $0 = progress.batches }
        }
        #expect(try await world.starts(of: "backfill") == 1)
        var seen: [Int?] = []
        for try await progress in try world.migrations(.works).backfill({ .goOn }) {
            seen.append(progress.left)
        }
        #expect(seen == [5, 0])
    }

    /// Paused, it says so once and starts no batch until it may go on.
    package func pausesBetweenBatches() async throws {
        let asked = Mutex(0)
        var seen: [Bool] = []
        let migrations = try await expanded()
        let wish: @Sendable () -> BackfillWish = {
            let count = asked.withLock { count in
                count += 1
                return count
            }
            return (2...5).contains(count) ? .pause : .goOn
        }
        for try await progress in migrations.backfill(wish) { seen.append(progress.isPaused) }
        #expect(seen == [false, true, false, false])
        #expect(asked.withLock { $0 } >= 6)
        #expect(try await world.starts(of: "backfill") == 3)
    }

    private func expanded() async throws -> any Migrations {
        let migrations = try world.migrations(.works)
        _ = try await migrations.migrate(.expand)
        return migrations
    }

    private func eventually(_ isTrue: () async throws -> Bool) async throws -> Bool {
        let end = ContinuousClock.now + .seconds(30)
        while ContinuousClock.now < end {
            if try await isTrue() { return true }
            try await Task.sleep(for: .milliseconds(20))
        }
        return try await isTrue()
    }
}
