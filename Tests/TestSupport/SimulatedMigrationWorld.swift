import RolloutCore
package import RolloutEngine
import RolloutSimulation

/// A simulated database as the contract of migrations sees it, with its clock running.
package struct SimulatedMigrationWorld: MigrationWorld {
    private let clock = HeldClock()
    private let database: SimulatedDatabase

    /// A database as the contract asks for it.
    package init() {
        let command = DeclaredCommand(["migrate"], folder: "/", within: .seconds(60))
        var plan = MigrationPlan(
            check: command,
            expand: Migration(command, reaches: SchemaState(rawValue: "2")),
            contract: Migration(command, reaches: SchemaState(rawValue: "3"))
        )
        plan.backfill = Backfill(command, every: .milliseconds(20))
        database = SimulatedDatabase(
            plan,
            at: SchemaState(rawValue: "1"),
            rows: 25,
            batch: 10,
            length: .milliseconds(200),
            clock: clock
        )
    }

    package func migrations(_ behaviour: MigrationBehaviour) -> any Migrations {
        database.fault { faults in
            faults.failing = behaviour == .fails ? [.expand, .contract] : []
            faults.isUnreachable = behaviour == .unreachable
        }
        return SimulatedMigrations(database)
    }

    package func starts(of name: String) -> Int { database.starts(of: name) }

    package func isRunning(_ name: String) -> Bool { database.isRunning(name) }

    /// Tries a promise while the clock runs with real time.
    ///
    /// - Throws: what the promise throws when it is not kept.
    package func whileTimePasses(
        _ promise: @escaping @Sendable (MigrationsContract) async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                while !Task.isCancelled {
                    try? await Task.sleep(for: .milliseconds(5))
                    clock.advance(by: .milliseconds(5))
                }
            }
            group.addTask { try await promise(MigrationsContract(self)) }
            // The clock ends only when it is cancelled, so the first to end is the promise.
            _ = try await group.next()
            group.cancelAll()
        }
    }
}
