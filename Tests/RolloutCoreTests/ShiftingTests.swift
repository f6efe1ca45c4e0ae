import RolloutCore
import TestSupport
import Testing

@Suite struct ShiftingTests {
    private func shifting(stage: Int = 0) -> RolloutProbe {
        var probe = RolloutProbe()
        probe.reach("shifting", stage: stage)
        return probe
    }

    @Test func `the bake begins when the shift itself is confirmed`() {
        var probe = shifting()
        let five = Weight(percent: 5)
        #expect(probe.outstanding.contains(.shift(five)))
        probe.wait(.milliseconds(40))
        probe.see(.shifted(to: five, observed: five))
        #expect(probe.rollout.phase == .baking(stage: 0, since: probe.now))
        #expect(probe.rollout.lastShiftTook == .milliseconds(40))
        #expect(!probe.outstanding.contains(.shift(five)))
    }

    @Test func `a reading does not confirm a shift that is under way`() {
        var probe = shifting()
        #expect(probe.see(.weight(Weight(percent: 5))) == [])
        #expect(probe.rollout.phase.name == "shifting")
    }

    @Test func `the answer to an older shift confirms nothing`() {
        var probe = shifting(stage: 1)
        #expect(probe.see(.shifted(to: Weight(percent: 5), observed: Weight(percent: 5))) == [])
        #expect(probe.rollout.phase.name == "shifting")
    }

    @Test func `a router that reports another weight keeps the shift outstanding`() {
        var probe = shifting(stage: 1)
        probe.see(.shifted(to: Weight(percent: 25), observed: Weight(percent: 24)))
        #expect(probe.rollout.phase.name == "shifting")
        #expect(probe.rollout.split.observed == Weight(percent: 24))
        #expect(probe.outstanding.contains(.shift(Weight(percent: 25))))
    }

    @Test func `a failed shift is tried again with growing pauses, 5 s at most`() {
        var probe = shifting()
        let shift = Operation.shift(Weight(percent: 5))
        var pauses: [Duration] = []
        for _ in 0..<7 {
            let events = probe.see(.failed(shift, Failure(.timedOut, "not confirmed")))
            guard case .operationFailed(_, _, _, let pause?) = events.first else { continue }
            pauses.append(pause)
            #expect(!probe.outstanding.contains(shift))
            probe.wait(pause)
            #expect(probe.outstanding.contains(shift))
        }
        let milliseconds = [200, 400, 800, 1_600, 3_200, 5_000, 5_000]
        #expect(pauses == milliseconds.map { .milliseconds($0) })
    }

    @Test func `a weight lost later is set again without a new decision`() {
        var probe = RolloutProbe()
        probe.reach("baking", stage: 1)
        probe.see(.weight(Weight(percent: 70)))
        #expect(probe.outstanding.contains(.shift(Weight(percent: 25))))
        #expect(probe.blocked.contains(.world))
        probe.see(.shifted(to: Weight(percent: 25), observed: Weight(percent: 25)))
        #expect(!probe.blocked.contains(.world))
        #expect(probe.rollout.phase.name == "baking")
    }

    @Test func `a weight refused for good is asked for again when it is decided again`() throws {
        var probe = shifting(stage: 1)
        let shift = Operation.shift(Weight(percent: 25))
        probe.see(.failed(shift, Failure(.refused, "no", isRetryable: false)))
        probe.wait(.seconds(60))
        #expect(!probe.outstanding.contains(shift))
        try probe.command(.stepBack)
        probe.reach("baking", stage: 0)
        try probe.command(.advance(full: false, override: false))
        #expect(probe.outstanding.contains(shift))
    }

    @Test func `the failure of watching the router ends with its next answer`() {
        var probe = shifting()
        probe.see(.failed(.watchRouter, Failure(.unreachable, "not read")))
        probe.see(.weight(.zero))
        #expect(probe.events.contains(.operationRecovered(.watchRouter)))
        probe.see(.failed(.watchMetrics, Failure(.unreachable, "nothing measured")))
        probe.see(.sample(Sample(second: probe.now.second)))
        #expect(probe.events.contains(.operationRecovered(.watchMetrics)))
        #expect(probe.rollout.failures == [:])
    }
}
