package import RolloutCore
import Synchronization

/// What does not work in a simulated database at the moment.
package struct DatabaseFaults: Sendable, Hashable {
    /// Whether its state cannot be read.
    package var isUnreachable = false
    /// Stages whose command fails at its end.
    package var failing: Set<MigrationStage> = []
    /// Stages whose command does nothing until it is ended at its limit.
    package var hanging: Set<MigrationStage> = []
    /// What a failing command leaves as the state; nil leaves the one before.
    package var halfState: SchemaState?
    /// Whether batches of the backfill fail.
    package var areBatchesFailing = false
    /// Whether batches do nothing.
    package var areBatchesIdle = false
    /// What the linter finds.
    package var findings: [LintFinding] = []

    /// A database in which all works.
    package init() {}
}

/// A database that exists only in memory, with commands that outlive whoever started them.
///
/// A command takes effect when its time is over, as a transaction does, unless it was ended before.
package final class SimulatedDatabase: Sendable {
    struct State {
        var schema: SchemaState
        var rows: Int
        var faults = DatabaseFaults()
        var ends: [String: Timestamp] = [:]
        var outcomes: [String: Bool] = [:]
        var starts: [String: Int] = [:]
    }

    /// How the schema is changed; the state each stage reaches is this plan's.
    package let plan: MigrationPlan
    /// Rows that one batch of the backfill fills.
    package let batch: Int
    /// How long a command runs.
    package let length: Duration
    let clock: HeldClock
    private let state: Mutex<State>

    /// A database at that state of its schema, with rows that a backfill has to fill.
    package init(
        _ plan: MigrationPlan,
        at schema: SchemaState,
        rows: Int,
        batch: Int,
        length: Duration,
        clock: HeldClock
    ) {
        self.plan = plan
        self.batch = batch
        self.length = length
        self.clock = clock
        state = Mutex(State(schema: schema, rows: rows))
    }

    /// Changes what does not work, at once.
    package func fault(_ change: (inout DatabaseFaults) -> Void) {
        state.withLock { change(&$0.faults) }
    }

    /// What the schema is, whether it can be read or not.
    package var schema: SchemaState { with { $0.schema } }

    /// Rows a backfill still has to fill.
    package var rows: Int { with { $0.rows } }

    /// How often a command of that stage, or `backfill`, was started.
    package func starts(of name: String) -> Int { with { $0.starts[name] ?? 0 } }

    /// Whether a command of that stage, or `backfill`, runs.
    package func isRunning(_ name: String) -> Bool { with { $0.ends[name] != nil } }

    func with<Result>(_ body: (inout State) throws -> sending Result) rethrows -> sending Result {
        try state.withLock { state in
            settle(&state)
            return try body(&state)
        }
    }

    /// Whether the command of that stage is one that has to be ended.
    func isHanging(_ stage: MigrationStage) -> Bool { with { $0.faults.hanging.contains(stage) } }

    /// Has the command of that name run, and returns when it ends and whether it was started for
    /// it.
    func start(_ name: String) -> (end: Timestamp, isNew: Bool) {
        with { state in
            if let end = state.ends[name] { return (end, false) }
            let stage = MigrationStage(rawValue: name)
            let isHanging = stage.map(state.faults.hanging.contains) ?? false
            let limit = stage.flatMap(plan.migration)?.command.within ?? length
            let end = clock.now + (isHanging ? limit : length)
            state.ends[name] = end
            state.outcomes[name] = nil
            state.starts[name, default: 0] += 1
            return (end, true)
        }
    }

    /// Ends the command of that name without any effect of it.
    func end(_ name: String) { with { $0.ends[name] = nil } }

    private func settle(_ state: inout State) {
        let now = clock.now
        for (name, end) in state.ends where end <= now {
            state.ends[name] = nil
            state.outcomes[name] = finish(name, &state)
        }
    }

    private func finish(_ name: String, _ state: inout State) -> Bool {
        guard let stage = MigrationStage(rawValue: name) else {
            guard !state.faults.areBatchesFailing else { return false }
            if !state.faults.areBatchesIdle { state.rows = max(0, state.rows - batch) }
            return true
        }
        guard !state.faults.hanging.contains(stage) else { return false }
        guard !state.faults.failing.contains(stage) else {
            state.schema = state.faults.halfState ?? state.schema
            return false
        }
        state.schema = plan.migration(stage)?.reaches ?? state.schema
        return true
    }
}
