import RolloutCore
import TestSupport
import Testing

@Suite struct SchemaChangeTests {
    private func probe(_ change: (inout Plan) -> Void = { _ in }) -> RolloutProbe {
        RolloutProbe(
            .short { plan in
                plan.migrations = .fixture
                change(&plan)
            }
        )
    }

    private func receipt(_ stage: MigrationStage, _ probe: RolloutProbe) -> MigrationReceipt {
        .fixture(stage, probe.rollout.plan)
    }

    @Test func `the schema is expanded before anything of the canary starts`() {
        var probe = probe()
        probe.reach("expanding")
        #expect(probe.outstanding.contains(.migrate(.expand)))
        #expect(probe.rollout.instances(of: .canary) == [])
        #expect(probe.see(.migrated(receipt(.expand, probe))).contains(.startBegan))
    }

    @Test func `an expansion that fails ends the release with no traffic moved`() {
        var probe = probe()
        probe.reach("expanding")
        let failure = Failure(.refused, "lock timeout; the schema is `1`", isRetryable: false)
        let events = probe.see(.failed(.migrate(.expand), failure))
        #expect(events.contains(.rollbackStarted(.migration(.expand, detail: failure.summary))))
        #expect(probe.outstanding.contains(.readSchema))
        probe.carryOutAll()
        #expect(probe.rollout.outcome == .rolledBack(.migration(.expand, detail: failure.summary)))
        #expect(probe.rollout.schema.found == SchemaState(rawValue: "1"))
        #expect(probe.rollout.trafficMoved == nil)
    }

    @Test func `a database that is away is tried again, until the deadline`() {
        var probe = probe()
        probe.reach("expanding")
        probe.see(.failed(.migrate(.expand), Failure(.unreachable, "no connection")))
        #expect(probe.rollout.phase.name == "expanding")
        probe.wait(.seconds(1))
        #expect(probe.outstanding.contains(.migrate(.expand)))
        probe.wait(.seconds(20))
        #expect(probe.rollout.phase.name == "rolling back")
    }

    @Test func `rollback while the expansion runs says what the schema is`() throws {
        var probe = probe()
        probe.reach("expanding")
        try probe.command(.rollback)
        #expect(!probe.outstanding.contains(.migrate(.expand)))
        probe.see(.weight(.zero))
        #expect(!probe.rollout.isOver)
        probe.see(.schema(SchemaState(rawValue: "1")))
        #expect(probe.rollout.outcome == .aborted(.ada))
    }

    @Test func `the backfill runs at 100 percent only, and waits while a criterion is worse`() {
        var probe = probe()
        probe.reach("baking", stage: 2)
        #expect(!probe.outstanding.contains(.backfill))
        #expect(probe.rollout.backfillWish == .stop)
        probe.reach("warm")
        #expect(probe.outstanding.contains(.backfill))
        #expect(probe.rollout.backfillWish == .goOn)
        probe.fold(.judged(.p95, Verdict(.worse, Evidence("slow"))))
        #expect(probe.rollout.backfillWish == .pause)
    }

    @Test func `the warm time waits for the end of the backfill`() {
        var probe = probe()
        probe.reach("warm")
        probe.see(.backfill(BackfillProgress(left: 1_200, batches: 1)))
        probe.wait(.seconds(60))
        #expect(probe.rollout.phase.name == "warm")
        #expect(probe.blockers.contains { $0.sentence == "the backfill has 1,200 rows left" })
        probe.see(.backfill(BackfillProgress(left: 0, batches: 2)))
        #expect(probe.rollout.phase.name == "retiring")
    }

    @Test func `a long backfill comes into the record once in five seconds`() {
        var probe = probe()
        probe.reach("warm")
        var recorded = 0
        for batch in 1...100 {
            probe.now = probe.now + .milliseconds(100)
            let progress = BackfillProgress(left: 1_000 - batch, batches: batch)
            recorded += probe.see(.backfill(progress)).count
        }
        #expect(recorded == 2)
    }

    @Test func `the removal waits for a person when nothing of the previous revision is left`() {
        var probe = probe()
        probe.reach("contracting")
        #expect(probe.rollout.isPreviousGone)
        #expect(!probe.outstanding.contains(.migrate(.contract)))
        #expect(probe.blocked == [.person])
        probe.wait(.seconds(86_400))
        #expect(probe.rollout.phase.name == "contracting")
    }

    @Test func `contract is locked in every phase before`() {
        for phase in ["preflight", "expanding", "starting", "baking", "warm", "retiring"] {
            var probe = probe()
            probe.reach(phase)
            #expect(throws: Rejection.self, "\(phase)") {
                try probe.command(.contract(later: false))
            }
        }
    }

    @Test func `once promoted, what the router calls 0% of the canary is all of its traffic`() {
        var probe = probe()
        probe.reach("contracting")
        for step in 1...2 {
            probe.see(.weight(.zero))
            #expect(probe.rollout.split.observed == .full, "steward \(step)")
            probe.steward(2)
        }
    }

    @Test func `a confirmed removal is the point of no return`() throws {
        var probe = probe()
        probe.reach("contracting")
        try probe.command(.contract(later: false))
        #expect(probe.outstanding.contains(.migrate(.contract)))
        let refusal = #expect(throws: Rejection.self) { try probe.command(.rollback) }
        #expect(refusal?.sentence.contains("cannot run without what it removes") == true)
        probe.see(.migrated(receipt(.contract, probe)))
        #expect(probe.rollout.outcome == .succeeded)
    }

    @Test func `a removal that fails is held, and tried again on a person's word`() throws {
        var probe = probe()
        probe.reach("contracting")
        try probe.command(.contract(later: false))
        let failure = Failure(.refused, "half of it is gone", isRetryable: false)
        probe.see(.failed(.migrate(.contract), failure))
        #expect(probe.rollout.hold?.reason == failure.summary)
        #expect(!probe.outstanding.contains(.migrate(.contract)))
        try probe.command(.contract(later: false))
        #expect(probe.outstanding.contains(.migrate(.contract)))
    }

    @Test func `a removal that fails again and again asks a person, and is still tried`() throws {
        var probe = probe()
        probe.reach("contracting")
        try probe.command(.contract(later: false))
        let failure = Failure(.refused, "the lock was not free", isRetryable: true)
        for attempt in 1...3 {
            #expect(probe.rollout.hold == nil)
            probe.now = probe.now + .seconds(10)
            probe.see(.failed(.migrate(.contract), failure))
            #expect((probe.rollout.hold == nil) == (attempt < 3))
        }
        probe.now = probe.now + .seconds(10)
        #expect(probe.outstanding.contains(.migrate(.contract)))
    }

    @Test func `the removal is not let begin before a hook that comes first has passed`() throws {
        var probe = RolloutProbe(
            .whole { $0.hooks = [.fixture(.after(.retire)), .fixture(.before(.contract))] }
        )
        probe.reach("retiring")
        while probe.rollout.phase.name == "retiring", probe.carryOutNext() {}
        let run = try #require(probe.rollout.currentHook?.run)
        let refusal = #expect(throws: Rejection.self) {
            try probe.command(.contract(later: false))
        }
        #expect(refusal?.remedy == .override)
        probe.see(.hookPassed(run, said: "ready"))
        try probe.command(.contract(later: false))
        #expect(probe.rollout.currentHook?.plan.point == .before(.contract))
    }

    @Test func `a removal left for later ends the release well`() throws {
        var probe = probe()
        probe.reach("contracting")
        try probe.command(.contract(later: true), reason: "Monday")
        #expect(probe.rollout.outcome == .succeeded)
        #expect(probe.rollout.schema.contracted == nil)
    }

    @Test func `a removal that the database has behind it waits for nobody`() {
        var probe = probe()
        probe.reach("expanding")
        let third = SchemaState(rawValue: "3")
        let done = MigrationReceipt(
            .expand,
            before: third,
            after: third,
            hasRun: false,
            took: .zero
        )
        probe.see(.migrated(done))
        probe.reach("retiring")
        probe.carryOutAll()
        #expect(probe.rollout.outcome == .succeeded)
    }
}
