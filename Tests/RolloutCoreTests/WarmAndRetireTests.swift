import RolloutCore
import TestSupport
import Testing

@Suite struct WarmAndRetireTests {
    private func at(_ phase: String) -> RolloutProbe {
        var probe = RolloutProbe()
        probe.reach(phase)
        return probe
    }

    @Test func `stable is kept ready through the warm time`() {
        var probe = at("warm")
        let stable = probe.rollout.instances(of: .stable).map(\.id)
        for id in stable { #expect(probe.outstanding.contains(.run(id, attempt: 0))) }
        probe.wait(.milliseconds(1_999))
        #expect(probe.rollout.phase.name == "warm")
        #expect(probe.wait(.milliseconds(1)).first == .warmEnded(by: .engine))
    }

    @Test func `a criterion that is worse returns all traffic in one shift`() {
        var probe = at("warm")
        probe.judge = ScriptedJudge([.errorRate: .worse])
        let events = probe.see(.sample(Sample(second: probe.now)))
        #expect(events.contains(.shiftStarted(Shift(to: .zero, stage: nil, cause: .rollback))))
    }

    @Test func `a person ends the warm time early`() throws {
        var probe = at("warm")
        let events = try probe.command(.advance(full: false, override: false))
        #expect(events.first == .warmEnded(by: .ada))
    }

    @Test func `previous instances are drained only when the router reports 100%`() {
        var probe = at("warm")
        probe.see(.weight(nil))
        _ = try? probe.command(.advance(full: false, override: true), reason: "go")
        #expect(probe.rollout.phase.name == "warm")
        probe.see(.weight(.full))
        probe.wait(.seconds(2))
        #expect(probe.rollout.phase.name == "retiring")
        #expect(probe.outstanding.contains(.drain(InstanceID(rawValue: "shop-1"))))
    }

    @Test func `a new steward drains on only after the router reported 100% again`() {
        var probe = at("warm")
        probe.fold(.warmEnded(by: .ada))
        probe.steward(2)
        #expect(probe.rollout.instances(of: .stable).allSatisfy { $0.admission == .admitted })
        probe.see(.weight(.full))
        #expect(probe.outstanding.contains(.drain(InstanceID(rawValue: "shop-1"))))
    }

    @Test func `an instance is stopped only when it is drained`() {
        var probe = at("retiring")
        let id = InstanceID(rawValue: "shop-1")
        #expect(!probe.outstanding.contains(.stop(id)))
        #expect(probe.outstanding.contains(.run(id, attempt: 0)))
        probe.wait(.milliseconds(300))
        let events = probe.see(.drained(id, leftOpen: 0))
        #expect(events == [.instanceDrained(id, leftOpen: 0, took: .milliseconds(300))])
        #expect(probe.outstanding.contains(.stop(id)))
    }

    @Test func `what did not drain within its limit is on record`() {
        var probe = at("retiring")
        let id = InstanceID(rawValue: "shop-1")
        var sample = Sample(second: probe.now)
        sample.instances[id] = InstanceTraffic(requests: 0, errors: 0, p95: nil, open: 4)
        probe.see(.sample(sample))
        #expect(probe.rollout.nextDeadline(after: probe.now) == probe.now + .seconds(3))
        let events = probe.wait(.seconds(3))
        #expect(events.contains(.instanceDrained(id, leftOpen: 4, took: .seconds(3))))
        #expect(probe.outstanding.contains(.stop(id)))
    }

    @Test func `the limit of a drain begins anew with a steward that can see its end`() {
        var probe = at("retiring")
        probe.now = probe.now + .seconds(60)
        probe.steward(2)
        #expect(probe.rollout.instances(of: .stable).allSatisfy { $0.report.state == .ready })
        #expect(!probe.outstanding.contains(.stop(InstanceID(rawValue: "shop-1"))))
    }

    @Test func `a crashed instance that was leaving is just stopped`() {
        var probe = at("retiring")
        let id = InstanceID(rawValue: "shop-1")
        probe.see(.instance(id, InstanceReport(state: .crashed, exit: .signal(9))))
        #expect(probe.outstanding.contains(.stop(id)))
        #expect(!probe.outstanding.contains(.run(id, attempt: 1)))
    }

    @Test func `the canary becomes stable once every previous instance is gone`() {
        var probe = at("retiring")
        for instance in probe.rollout.instances(of: .stable) {
            #expect(!probe.outstanding.contains(.promote))
            probe.see(.drained(instance.id, leftOpen: 0))
            probe.see(.instance(instance.id, InstanceReport(state: .stopped, exit: .status(0))))
        }
        #expect(probe.outstanding.contains(.promote))
        let events = probe.see(.finished(.promote))
        #expect(events == [.revisionPromoted, .ended(.succeeded)])
    }

    @Test func `nothing is shifted once the canary may be stable at the router`() {
        var probe = at("retiring")
        for instance in probe.rollout.instances(of: .stable) {
            probe.see(.drained(instance.id, leftOpen: 0))
            probe.see(.instance(instance.id, InstanceReport(state: .stopped, exit: .status(0))))
        }
        probe.see(.weight(.zero))
        #expect(!probe.outstanding.contains(.shift(.full)))
        #expect(throws: Rejection.self) { try probe.command(.rollback) }
        #expect(probe.rollout.phase.name == "retiring")
    }

    @Test func `an ended release has nothing outstanding and takes notes only`() throws {
        var probe = at("succeeded")
        #expect(probe.outstanding == [])
        #expect(probe.rollout.nextDeadline(after: probe.now) == nil)
        #expect(probe.see(.weight(.zero)) == [])
        #expect(
            try probe.command(.annotate, reason: "well done") == [.annotated("well done", by: .ada)]
        )
        #expect(throws: Rejection.self) { try probe.command(.pause) }
    }
}
