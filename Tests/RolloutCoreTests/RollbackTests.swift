import RolloutCore
import TestSupport
import Testing

/// Where a rollback may begin.
struct Place: Sendable, CustomTestStringConvertible {
    var phase: String
    var stage: Int?
    var testDescription: String { phase + (stage.map { " \($0)" } ?? "") }

    static let all =
        [Place(phase: "preflight"), Place(phase: "starting")]
        + (0...3).map { Place(phase: "shifting", stage: $0) }
        + (0...2).map { Place(phase: "baking", stage: $0) }
        + [Place(phase: "warm"), Place(phase: "retiring")]
}

@Suite struct RollbackTests {
    private func at(_ place: Place, _ plan: Plan = .short()) -> RolloutProbe {
        var probe = RolloutProbe(plan)
        probe.reach(place.phase, stage: place.stage)
        #expect(probe.rollout.phase.name == place.phase)
        return probe
    }

    private func rollback(_ probe: RolloutProbe) -> Rollback? {
        guard case .rollingBack(let rollback) = probe.rollout.phase else { return nil }
        return rollback
    }

    @Test(arguments: Place.all)
    func `every phase rolls back to stable alone`(_ place: Place) throws {
        var probe = at(place)
        let moved = probe.rollout.trafficMoved != nil
        try probe.command(.rollback, reason: "drill")
        probe.reach("none")
        let cause = Cause.person(.ada, reason: "drill")
        #expect(probe.rollout.outcome == (moved ? .rolledBack(cause) : .aborted(.ada)))
        #expect(probe.rollout.split.asked == .zero)
        let stable = probe.rollout.instances(of: .stable)
        #expect(stable.allSatisfy { $0.report.state == .ready && $0.admission == .admitted })
        #expect(probe.rollout.instances(of: .canary).allSatisfy { $0.report.state == .stopped })
    }

    @Test(arguments: Place.all)
    func `a pause or a hold never blocks it`(_ place: Place) throws {
        var probe = at(place)
        probe.fold(.paused(by: .ada, reason: nil))
        probe.fold(.held(Hold(since: probe.now, reason: "a test")))
        #expect(probe.rollout.availability(of: .rollback, at: probe.now, judge: probe.judge) == nil)
        try probe.command(.rollback)
        #expect(probe.rollout.pause == nil)
        probe.reach("none")
        #expect(probe.rollout.isOver)
    }

    @Test(arguments: Place.all)
    func `a new steward ends it the same`(_ place: Place) throws {
        var probe = at(place)
        try probe.command(.rollback)
        var steps = 0
        while !probe.rollout.isOver, steps < 100 {
            probe.steward(steps + 2)
            if !probe.carryOutNext() { break }
            probe.carryOutAll()
            steps += 1
        }
        #expect(probe.rollout.isOver)
        #expect(probe.rollout.split.asked == .zero)
    }

    @Test(arguments: Place.all)
    func `a lost metric source never blocks it`(_ place: Place) throws {
        var probe = at(place)
        probe.judge = ScriptedJudge([.errorRate: .unmeasured, .p95: .unmeasured])
        try probe.command(.rollback)
        probe.reach("none")
        #expect(probe.rollout.isOver)
    }

    @Test func `traffic returns first, and the canary drains only then`() throws {
        var probe = at(Place(phase: "baking", stage: 1))
        try probe.command(.rollback)
        let canary = probe.rollout.instances(of: .canary).map(\.id)
        #expect(probe.outstanding.contains(.shift(.zero)))
        #expect(!canary.contains { probe.outstanding.contains(.drain($0)) })
        probe.wait(.milliseconds(30))
        let events = probe.see(.shifted(to: .zero, observed: .zero))
        #expect(events.contains(.trafficReturned(took: .milliseconds(30))))
        #expect(canary.allSatisfy { probe.outstanding.contains(.drain($0)) })
        #expect(!canary.contains { probe.outstanding.contains(.stop($0)) })
    }

    @Test func `0% read before the shift is no proof that it is over`() throws {
        var probe = at(Place(phase: "shifting", stage: 0))
        #expect(probe.rollout.split.observed == .zero)
        try probe.command(.rollback)
        #expect(rollback(probe)?.returned == nil)
        probe.see(.weight(.zero))
        #expect(rollback(probe)?.returned == nil)
        probe.see(.shifted(to: .zero, observed: .zero))
        #expect(rollback(probe)?.returned == probe.now)
    }

    @Test func `a weight that comes back after the return is sent to zero again`() throws {
        var probe = at(Place(phase: "baking", stage: 1))
        try probe.command(.rollback)
        probe.see(.shifted(to: .zero, observed: .zero))
        probe.see(.weight(Weight(percent: 25)))
        #expect(probe.outstanding.contains(.shift(.zero)))
    }

    @Test func `with stable short of its floor traffic returns in steps`() throws {
        var probe = at(Place(phase: "warm"))
        let stable = probe.rollout.instances(of: .stable).map(\.id)
        let crash = InstanceReport(state: .crashed, exit: .signal(9))
        for id in stable.dropFirst() { probe.see(.instance(id, crash)) }
        try probe.command(.rollback)
        #expect(probe.rollout.split.asked == Weight(hundredths: 6_666))
        probe.wait(.seconds(1))
        #expect(probe.outstanding.contains(.run(stable[1], attempt: 1)))
        probe.see(.instance(stable[1], .ready(stable[1])))
        #expect(probe.outstanding.contains(.admit(stable[1])))
        probe.see(.admitted(stable[1]))
        #expect(probe.rollout.split.asked == Weight(hundredths: 3_333))
        probe.see(.instance(stable[2], .ready(stable[2])))
        probe.see(.admitted(stable[2]))
        #expect(probe.rollout.split.asked == .zero)
    }

    @Test func `a canary that answers nothing any more gets no share`() throws {
        var probe = at(Place(phase: "warm"))
        let stable = probe.rollout.instances(of: .stable)[0].id
        probe.see(.instance(stable, InstanceReport(state: .notReady)))
        for instance in probe.rollout.instances(of: .canary) {
            probe.see(.instance(instance.id, InstanceReport(state: .notReady)))
        }
        try probe.command(.rollback)
        #expect(probe.rollout.split.asked == .zero)
    }

    @Test func `without one stable instance traffic stays until one is ready`() throws {
        var probe = at(Place(phase: "warm"))
        for instance in probe.rollout.instances(of: .stable) {
            probe.see(.instance(instance.id, InstanceReport(state: .notReady)))
        }
        try probe.command(.rollback)
        #expect(probe.rollout.split.asked == .full)
        let id = probe.rollout.instances(of: .stable)[0].id
        probe.see(.instance(id, .ready(id)))
        #expect(probe.rollout.split.asked == Weight(hundredths: 6_666))
    }

    @Test func `a stable revision of fewer instances takes all of its traffic back`() throws {
        let stable = [Instance].serving(
            ServiceName(rawValue: "shop"),
            2,
            since: Timestamp(seconds: 1_800_000_000)
        )
        var probe = RolloutProbe(.short(), stable: stable)
        probe.reach("baking", stage: 1)
        try probe.command(.rollback)
        #expect(probe.rollout.split.asked == .zero)
    }

    @Test func `traffic that cannot be returned in time is a failed rollback`() throws {
        var probe = at(Place(phase: "baking", stage: 1))
        try probe.command(.rollback)
        probe.wait(.seconds(20))
        guard case .rollbackFailed(_, let left) = probe.rollout.outcome else {
            Issue.record("in \(probe.rollout.phase)")
            return
        }
        #expect(left.hasPrefix("the canary still has 25% of the traffic, 3 of 3 stable"))
    }

    @Test func `canary instances that cannot be stopped are a failed rollback`() throws {
        var probe = at(Place(phase: "baking", stage: 1))
        try probe.command(.rollback)
        probe.see(.shifted(to: .zero, observed: .zero))
        probe.wait(.seconds(23))
        guard case .rollbackFailed(_, let left) = probe.rollout.outcome else {
            Issue.record("in \(probe.rollout.phase)")
            return
        }
        #expect(left.contains("still running: shop-10, shop-11 and shop-12"))
    }

    @Test func `a steward that comes after the deadline still tries`() throws {
        var probe = at(Place(phase: "baking", stage: 1))
        try probe.command(.rollback)
        probe.now = probe.now + .seconds(3_600)
        probe.steward(2)
        #expect(!probe.rollout.isOver)
        probe.reach("none")
        #expect(probe.rollout.outcome == .rolledBack(.person(.ada, reason: nil)))
    }

    @Test func `while previous instances retire they are taken back in`() throws {
        var probe = at(Place(phase: "retiring"))
        let id = probe.rollout.instances(of: .stable)[0].id
        probe.see(.drained(id, leftOpen: 0))
        probe.see(.instance(id, InstanceReport(state: .stopped, exit: .status(0))))
        try probe.command(.rollback)
        #expect(probe.outstanding.contains(.run(id, attempt: 0)))
        let draining = probe.rollout.instances(of: .stable)[1].id
        #expect(probe.outstanding.contains(.admit(draining)))
        probe.reach("none")
        #expect(probe.rollout.carrying(.stable) == 3)
    }

    @Test func `an admission that arrives while the instance leaves changes nothing`() throws {
        var probe = at(Place(phase: "starting"))
        let id = probe.rollout.instances(of: .canary)[0].id
        probe.see(.instance(id, .ready(id)))
        try probe.command(.rollback)
        #expect(probe.see(.admitted(id)) == [])
        #expect(probe.outstanding.contains(.stop(id)))
    }

    @Test func `a first release has nowhere to return to and only stops`() throws {
        var probe = RolloutProbe(.short { $0.stable = nil })
        probe.reach("shifting")
        try probe.command(.rollback)
        #expect(!probe.outstanding.contains { if case .shift = $0 { true } else { false } })
        probe.reach("none")
        #expect(probe.rollout.outcome == .rolledBack(.person(.ada, reason: nil)))
    }

    @Test func `nothing stops a rollback but its end`() throws {
        var probe = at(Place(phase: "baking", stage: 1))
        try probe.command(.rollback)
        let verbs: [Command.Verb] = [
            .pause, .resume, .advance(full: false, override: false), .stepBack, .rollback,
        ]
        for verb in verbs {
            let refusal = probe.rollout.availability(of: verb, at: probe.now, judge: probe.judge)
            #expect(refusal?.sentence.contains("rolling back") == true)
        }
    }
}
