package import RolloutCore
import RolloutEngine
import Synchronization

/// The migrations of a simulated database, as one steward reaches it.
package struct SimulatedMigrations: Migrations {
    /// By what a batch of the backfill is known, beside the names of the stages.
    package static let backfillName = "backfill"
    private static let idleLimit = 20
    private static let pausePeriod = Duration.milliseconds(100)

    private let database: SimulatedDatabase
    private let steward: Stewardship
    private let did: @Sendable (Deed) -> Void

    /// The migrations of that database; `did` hears of each command that is started.
    package init(
        _ database: SimulatedDatabase,
        steward: Stewardship = Stewardship(),
        did: @escaping @Sendable (Deed) -> Void = { _ in }
    ) {
        self.database = database
        self.steward = steward
        self.did = did
    }

    /// What the database says, at once.
    package func state() async throws -> SchemaState {
        try steward.check()
        return try database.with { state in
            guard !state.faults.isUnreachable else {
                throw Failure(.unreachable, "the schema was not looked at: no connection")
            }
            return state.schema
        }
    }

    /// The findings that the database's faults name.
    package func lint() async -> LintReport {
        let files = (database.plan.expand?.files ?? []) + (database.plan.contract?.files ?? [])
        return .looked(files: files.count, findings: database.with { $0.faults.findings })
    }

    /// State and lint.
    package func preflight() async -> [Check] {
        let state = try? await state()
        let findings = await lint().findings
        return [
            Check(
                name: "schema state",
                passed: state != nil,
                finding: state.map { "The schema is at `\($0)`." } ?? "It cannot be read.",
                took: .milliseconds(1)
            ),
            Check(
                name: "migration lint",
                passed: findings.isEmpty,
                finding: findings.first?.sentence ?? "Nothing dangerous found.",
                took: .milliseconds(1)
            ),
        ]
    }

    /// Waits in the world's time for a command that lives on without its steward.
    package func migrate(_ stage: MigrationStage) async throws -> MigrationReceipt {
        let start = database.clock.now
        let before = try await state()
        let plan = database.plan
        func receipt(_ after: SchemaState, hasRun: Bool) -> MigrationReceipt {
            let took = database.clock.now - start
            return MigrationReceipt(stage, before: before, after: after, hasRun: hasRun, took: took)
        }
        if plan.isDone(stage, at: before) { return receipt(before, hasRun: false) }
        guard let migration = plan.migration(stage) else {
            throw Failure(.conflict, "\(stage.rawValue) was not done: there is no such migration")
        }
        if stage == .contract, let expand = plan.expand, expand.reaches != before {
            throw Failure(
                .conflict,
                "contract was not done: the database says `\(before)`, contract begins at "
                    + "`\(expand.reaches)`",
                isRetryable: false
            )
        }
        let isGood = try await run(stage.rawValue)
        let after = try await state()
        guard isGood, after == migration.reaches else {
            let isOverdue = database.isHanging(stage)
            throw Failure(
                isOverdue ? .timedOut : .refused,
                "\(stage.rawValue) is not done: its command "
                    + (isOverdue ? "was ended at its limit" : "ended with exit status 3")
                    + ", and the "
                    + "database says `\(after)`, not `\(migration.reaches)`",
                isRetryable: after == before
            )
        }
        return receipt(after, hasRun: true)
    }

    /// Batches in the world's time.
    package func backfill(
        _ wish: @escaping @Sendable () -> BackfillWish
    ) -> AsyncThrowingStream<BackfillProgress, any Error> {
        let course = CourseBox()
        return AsyncThrowingStream { try await next(course, wish) }
    }

    /// What a command of the stage would have printed.
    package func lastLines(of stage: MigrationStage, count: Int) async -> [String] {
        let lines = database.starts(of: stage.rawValue) > 0 ? ["\(stage.rawValue) ran"] : []
        return Array(lines.suffix(count))
    }

    private func next(
        _ course: CourseBox,
        _ wish: @Sendable () -> BackfillWish
    ) async throws -> BackfillProgress? {
        var progress = course.progress
        guard let job = database.plan.backfill, !progress.isDone else { return nil }
        if progress.batches > 0 { try await sleep(job.every) }
        while true {
            switch wish() {
            case .stop: return nil
            case .goOn: return try await batch(course)
            case .pause:
                guard progress.isPaused else {
                    progress.isPaused = true
                    course.set(progress)
                    return progress
                }
                try await sleep(Self.pausePeriod)
            }
        }
    }

    private func batch(_ course: CourseBox) async throws -> BackfillProgress {
        let last = course.progress
        guard try await run(Self.backfillName) else {
            throw Failure(.refused, "the backfill did not go on: its batch ended with status 1")
        }
        let left = database.rows
        guard course.count(isIdle: last.left.map { left >= $0 } ?? false) < Self.idleLimit else {
            throw Failure(.refused, "the backfill did not go on: \(left) rows left as before")
        }
        let progress = BackfillProgress(left: left, batches: last.batches + 1)
        course.set(progress)
        return progress
    }

    /// Whether the command of that name ended well; waits for one that runs.
    private func run(_ name: String) async throws -> Bool {
        try steward.check()
        let (end, isNew) = database.start(name)
        if isNew { did(.migrationBegan(name)) }
        do {
            try await database.clock.sleep(until: end)
        } catch {
            // A steward that is gone ends nothing; its command runs on.
            if !steward.isOver { database.end(name) }
            throw error
        }
        try steward.check()
        return database.with { $0.outcomes[name] ?? false }
    }

    private func sleep(_ span: Duration) async throws {
        try await database.clock.sleep(until: database.clock.now + span)
    }
}

/// Where one run of a simulated backfill stands.
private final class CourseBox: Sendable {
    private let state = Mutex((progress: BackfillProgress(left: nil, batches: 0), idle: 0))

    var progress: BackfillProgress { state.withLock(\.progress) }

    func set(_ progress: BackfillProgress) { state.withLock { $0.progress = progress } }

    /// Batches in a row, this one included, that left as much as before.
    func count(isIdle: Bool) -> Int {
        state.withLock { state in
            state.idle = isIdle ? state.idle + 1 : 0
            return state.idle
        }
    }
}
