import RolloutCore
import TestSupport
import Testing

@Suite struct WorkerTests {
    private func probe(_ mode: WorkerMode) -> RolloutProbe {
        RolloutProbe(
            .short { plan in
                plan.workers = Plan.whole(mode).workers
                plan.canary.worker = .worker
                plan.stable?.worker = .worker
            }
        )
    }

    private func ids(_ arm: Arm, _ probe: RolloutProbe) -> [InstanceID] {
        probe.rollout.workforce.members(of: arm).map(\.id)
    }

    private func runs(_ probe: RolloutProbe) -> Set<InstanceID> {
        Set(
            probe.outstanding.compactMap { operation in
                if case .run(let id, _) = operation, id.rawValue.contains("worker") {
                    id
                } else {
                    nil
                }
            }
        )
    }

    private func stops(_ probe: RolloutProbe) -> Set<InstanceID> {
        Set(
            probe.outstanding.compactMap { operation in
                if case .stop(let id) = operation, id.rawValue.contains("worker") {
                    id
                } else {
                    nil
                }
            }
        )
    }

    private let stopped = InstanceReport(state: .stopped, exit: .status(0))

    @Test func `old workers run until the changeover, and new ones are not there`() {
        for mode in [WorkerMode.overlap, .exclusive] {
            var probe = probe(mode)
            probe.reach("starting")
            #expect(runs(probe) == Set(ids(.stable, probe)))
            #expect(ids(.canary, probe) == [])
        }
    }

    @Test func `a changeover that is held or paused is not late, and gets its time anew`() throws {
        var probe = probe(.exclusive)
        probe.reach("changing workers")
        try probe.command(.pause)
        probe.now = probe.now + .seconds(3_600)
        _ = try probe.input(.timePassed)
        #expect(probe.rollout.cause == nil)
        try probe.command(.resume)
        #expect(probe.rollout.cause == nil)
        probe.now = probe.now + .seconds(3_600)
        _ = try probe.input(.timePassed)
        #expect(probe.rollout.cause != nil)
    }

    @Test func `overlap tries some new ones beside the old`() {
        var probe = probe(.overlap)
        probe.reach("changing workers")
        let first = ids(.canary, probe).prefix(1)
        #expect(runs(probe) == Set(ids(.stable, probe) + first))
        #expect(stops(probe).isEmpty == false || ids(.canary, probe).count == 2)
    }

    @Test func `overlap hands over when the tried ones did well for their time`() {
        var probe = probe(.overlap)
        probe.reach("changing workers")
        let first = ids(.canary, probe)[0]
        probe.see(.instance(first, .ready(first)))
        #expect(probe.wait(.milliseconds(500)).isEmpty)
        #expect(probe.wait(.milliseconds(500)) == [.workersHandedOver])
        #expect(stops(probe) == Set(ids(.stable, probe)))
        #expect(runs(probe) == Set(ids(.canary, probe)))
    }

    @Test func `a backlog that gets worse keeps overlap from handing over`() {
        var plan = Plan.whole()
        let origin = MetricOrigin.openMetrics(OpenMetricsQuery(family: "jobs"))
        plan.criteria.append(
            Criterion(.backlog, .sharedLevel(origin, unit: "jobs"), above: 5, minimumSamples: 1)
        )
        var probe = RolloutProbe(plan, judge: ScriptedJudge([.backlog: .worse]))
        probe.reach("changing workers")
        let first = ids(.canary, probe)[0]
        probe.see(.instance(first, .ready(first)))
        probe.wait(.seconds(10))
        #expect(probe.rollout.workforce.stage == .trying)
        probe.wait(.seconds(60))
        #expect(probe.rollout.phase.name == "rolling back")
    }

    @Test func `exclusive starts no new one before every old one is gone`() {
        var probe = probe(.exclusive)
        probe.reach("changing workers")
        let old = ids(.stable, probe)
        #expect(stops(probe) == Set(old))
        #expect(runs(probe) == [])
        probe.see(.instance(old[0], stopped))
        #expect(runs(probe) == [])
        probe.see(.instance(old[1], stopped))
        #expect(runs(probe) == Set(ids(.canary, probe)))
    }

    @Test func `traffic moves once the new workers do all jobs`() {
        for mode in [WorkerMode.overlap, .exclusive] {
            var probe = probe(mode)
            probe.reach("shifting", stage: 0)
            #expect(!probe.rollout.workforce.mayConsume(.stable))
            #expect(probe.rollout.workforce.consuming(.canary) == 2)
        }
    }

    @Test func `rollback gives the jobs back after the traffic, exclusive one after the other`()
        throws
    {
        var probe = probe(.exclusive)
        probe.reach("baking", stage: 1)
        try probe.command(.rollback)
        #expect(runs(probe) == Set(ids(.canary, probe)))
        probe.see(.shifted(to: .zero, observed: .zero))
        #expect(stops(probe) == Set(ids(.canary, probe)))
        #expect(runs(probe) == [])
        for id in ids(.canary, probe) { probe.see(.instance(id, stopped)) }
        #expect(runs(probe) == Set(ids(.stable, probe)))
        probe.carryOutAll()
        #expect(probe.rollout.outcome?.name == "rolled back")
    }

    @Test func `rollback half-way through exclusive keeps the old ones that still work`() throws {
        var probe = probe(.exclusive)
        probe.reach("changing workers")
        let old = ids(.stable, probe)
        probe.see(.instance(old[0], stopped))
        try probe.command(.rollback)
        #expect(runs(probe) == Set(old))
        #expect(stops(probe).isDisjoint(with: old))
    }

    @Test func `overlap gives the jobs back at once`() throws {
        var probe = probe(.overlap)
        probe.reach("baking", stage: 0)
        try probe.command(.rollback)
        probe.see(.shifted(to: .zero, observed: .zero))
        #expect(runs(probe) == Set(ids(.stable, probe)))
        #expect(stops(probe) == Set(ids(.canary, probe)))
    }

    @Test func `the canary is stopped only when the jobs are back`() throws {
        var probe = probe(.overlap)
        probe.reach("baking", stage: 0)
        try probe.command(.rollback)
        probe.see(.shifted(to: .zero, observed: .zero))
        let canary = probe.rollout.instances(of: .canary)
        #expect(canary.allSatisfy { $0.admission == .admitted })
        for id in ids(.canary, probe) { probe.see(.instance(id, stopped)) }
        for id in ids(.stable, probe) { probe.see(.instance(id, .ready(id))) }
        #expect(probe.rollout.instances(of: .canary).allSatisfy { $0.admission != .admitted })
    }

    @Test func `crashing new workers roll the release back`() {
        var probe = probe(.overlap)
        probe.reach("changing workers")
        let first = ids(.canary, probe)[0]
        let crashed = InstanceReport(state: .crashed, exit: .status(3))
        probe.see(.instance(first, crashed))
        probe.wait(.seconds(1))
        probe.see(.instance(first, .ready(first)))
        #expect(
            probe.see(.instance(first, crashed)).contains { event in
                if case .rollbackStarted(.crashes) = event { true } else { false }
            }
        )
    }

    @Test func `an old worker that does not end in time turns the changeover back`() {
        var probe = probe(.exclusive)
        probe.reach("changing workers")
        probe.wait(.seconds(30))
        guard case .rollingBack(let rollback) = probe.rollout.phase else {
            Issue.record("\(probe.rollout.phase)")
            return
        }
        #expect(rollback.cause.sentence.contains("shop-worker-4 is ready"))
    }

    @Test func `a new steward looks at every worker again`() {
        var probe = probe(.overlap)
        probe.reach("baking", stage: 0)
        probe.steward(2)
        #expect(probe.rollout.workforce.consuming(.canary) == 0)
        #expect(runs(probe) == Set(ids(.canary, probe)))
    }
}
