import RolloutCore
import TestSupport
import Testing

@Suite struct StartingTests {
    private func starting(_ plan: Plan = .short()) -> RolloutProbe {
        var probe = RolloutProbe(plan)
        probe.reach("starting")
        return probe
    }

    private let first = InstanceID(rawValue: "shop-10")

    @Test func `an instance is put into the router only when it is ready`() {
        var probe = starting()
        #expect(!probe.outstanding.contains(.admit(first)))
        probe.see(.instance(first, InstanceReport(state: .starting)))
        #expect(!probe.outstanding.contains(.admit(first)))
        probe.see(.instance(first, .ready(first)))
        #expect(probe.outstanding.contains(.admit(first)))
    }

    @Test func `a report that says what the last one said is not recorded`() {
        var probe = starting()
        let soaking = InstanceReport(state: .starting, pid: 7, detail: "soaking for 10 s")
        probe.see(.instance(first, soaking))
        let began = probe.now
        let recorded = probe.events.count
        probe.now = probe.now + .seconds(3)
        probe.see(.instance(first, soaking))
        #expect(probe.events.count == recorded)
        #expect(probe.rollout.instances[first]?.reported == began)
        probe.see(.instance(first, InstanceReport(state: .starting, pid: 7, detail: "503")))
        #expect(probe.rollout.instances[first]?.reported == probe.now)
    }

    @Test func `traffic moves when every instance carries it`() {
        var probe = starting()
        probe.carryOutAll()
        #expect(probe.rollout.trafficMoved == probe.now)
        #expect(
            probe.events.contains(
                .shiftStarted(Shift(to: Weight(percent: 5), stage: 0, cause: .plan))
            )
        )
    }

    @Test func `no traffic moves while the router cannot be read`() {
        var probe = starting()
        probe.see(.weight(nil))
        for instance in probe.rollout.instances(of: .canary) {
            probe.see(.instance(instance.id, .ready(instance.id)))
            probe.see(.admitted(instance.id))
        }
        #expect(probe.rollout.phase.name == "starting")
        #expect(probe.blocked == [.world])
        probe.see(.weight(.zero))
        #expect(probe.rollout.phase.name == "shifting")
    }

    @Test func `no traffic moves while a stable instance is not ready to take it back`() {
        var probe = starting()
        let stable = probe.rollout.instances(of: .stable)[0].id
        probe.see(.weight(.zero))
        probe.see(.instance(stable, InstanceReport(state: .notReady, detail: "503")))
        for instance in probe.rollout.instances(of: .canary) {
            probe.see(.instance(instance.id, .ready(instance.id)))
            probe.see(.admitted(instance.id))
        }
        #expect(probe.rollout.phase.name == "starting")
        probe.see(.instance(stable, .ready(stable)))
        #expect(probe.rollout.phase.name == "shifting")
    }

    @Test func `a pause keeps started instances at weight zero`() throws {
        var probe = starting()
        try probe.command(.pause)
        probe.carryOutAll()
        #expect(probe.rollout.phase.name == "starting")
        try probe.command(.resume)
        #expect(probe.rollout.phase.name == "shifting")
    }

    @Test func `instances not ready at the deadline roll the release back`() {
        var probe = starting()
        probe.wait(.seconds(19))
        #expect(probe.rollout.phase.name == "starting")
        probe.wait(.seconds(1))
        guard case .rollingBack(let rollback) = probe.rollout.phase else {
            Issue.record("in \(probe.rollout.phase)")
            return
        }
        #expect(
            rollback.cause.sentence.contains("shop-10 is planned, shop-11 is planned and shop-12")
        )
        #expect(rollback.from == .zero)
    }

    @Test func `the deadline counts from the steward that can act`() {
        var probe = starting()
        probe.now = probe.now + .seconds(3_600)
        probe.steward(2)
        #expect(probe.rollout.phase.name == "starting")
        #expect(probe.rollout.nextDeadline(after: probe.now) == probe.now + .seconds(20))
    }

    @Test func `a router that never reports its weight is the reason at the deadline`() {
        var probe = starting()
        probe.see(.weight(nil))
        for instance in probe.rollout.instances(of: .canary) {
            probe.see(.instance(instance.id, .ready(instance.id)))
            probe.see(.admitted(instance.id))
        }
        probe.wait(.seconds(20))
        let reason = "the router does not report its weights"
        #expect(probe.rollout.phase.name == "starting")
        #expect(probe.rollout.hold?.reason.contains(reason) == true)
    }

    @Test(arguments: [
        Failure(.timedOut, "startup took 60 s"),
        Failure(.refused, "no artifact", isRetryable: false),
    ])
    func `a start that cannot work rolls back at once`(_ failure: Failure) {
        var probe = starting()
        probe.see(.failed(.run(first, attempt: 0), failure))
        #expect(probe.rollout.phase.name == "rolling back")
    }

    @Test func `a start that may work later is tried again`() {
        var probe = starting()
        let run = Operation.run(first, attempt: 0)
        probe.see(.failed(run, Failure(.noCapacity, "no free port")))
        #expect(!probe.outstanding.contains(run))
        probe.wait(.milliseconds(200))
        #expect(probe.outstanding.contains(run))
        probe.see(.instance(first, .ready(first)))
        #expect(probe.events.contains(.operationRecovered(run)))
        #expect(probe.rollout.failures == [:])
    }

    @Test func `a first release goes to 100% at once`() {
        var probe = RolloutProbe(.short { $0.stable = nil })
        probe.reach("shifting")
        #expect(probe.rollout.split.asked == .full)
        #expect(!probe.events.contains { if case .weightObserved = $0 { true } else { false } })
    }

    @Test func `the router's weight is set to zero when it is found elsewhere`() {
        var probe = starting()
        probe.see(.weight(Weight(percent: 30)))
        #expect(probe.outstanding.contains(.shift(.zero)))
        probe.see(.shifted(to: .zero, observed: .zero))
        #expect(!probe.outstanding.contains(.shift(.zero)))
    }

    @Test func `a start that was paused is not late when it is resumed`() throws {
        var probe = RolloutProbe()
        probe.reach("starting")
        try probe.command(.pause)
        probe.carryOutAll()
        probe.now = probe.now + .seconds(3_600)
        _ = try probe.input(.timePassed)
        #expect(probe.rollout.phase.name == "starting")
        try probe.command(.resume)
        #expect(probe.rollout.cause == nil)
        #expect(probe.rollout.phase.name == "shifting")
    }
}
