import RolloutCore
import TestSupport
import Testing

/// What follows from verdicts while a release is under way.
@Suite struct JudgingTests {
    private func baking(
        _ kinds: [MetricName: Verdict.Kind],
        _ change: (inout Plan) -> Void = { _ in }
    ) -> RolloutProbe {
        var probe = RolloutProbe(.short(change))
        probe.reach("baking", stage: 1)
        probe.judge = ScriptedJudge(kinds)
        return probe
    }

    private func sample(_ probe: inout RolloutProbe) -> [Event] {
        probe.now = probe.now + .milliseconds(100)
        return probe.see(.sample(Sample(second: probe.now)))
    }

    @Test func `a verdict is recorded when its kind changes`() {
        var probe = baking([.errorRate: .undecided])
        let judged = { (events: [Event]) in
            events.count { if case .judged = $0 { true } else { false } }
        }
        #expect(judged(sample(&probe)) == 1)
        #expect(judged(sample(&probe)) == 0)
        probe.judge = ScriptedJudge()
        #expect(judged(sample(&probe)) == 1)
    }

    @Test func `worse rolls back in the same breath as the verdict`() {
        var probe = baking([.errorRate: .worse])
        let events = sample(&probe)
        let kinds = events.map { event in
            switch event {
            case .sampled: "sampled"
            case .judged: "judged"
            case .rollbackStarted: "rollback"
            case .shiftStarted(let shift): "shift to \(shift.to)"
            default: "other"
            }
        }
        #expect(kinds.last == "shift to 0%")
        #expect(kinds.contains("rollback"))
        #expect(probe.outstanding.contains(.shift(.zero)))
    }

    @Test func `worse that only holds asks a person once`() {
        var probe = baking([.errorRate: .worse]) { $0.criteria[0].onWorse = .hold }
        let first = sample(&probe)
        #expect(first.contains { if case .held = $0 { true } else { false } })
        let second = sample(&probe)
        #expect(!second.contains { if case .held = $0 { true } else { false } })
        #expect(probe.rollout.hold?.metric == .errorRate)
        #expect(probe.blocked.contains(.held))
    }

    @Test func `two criteria that hold are one hold`() {
        var probe = baking([.errorRate: .worse, .p95: .worse]) {
            $0.criteria[0].onWorse = .hold
            $0.criteria[1].onWorse = .hold
        }
        let events = sample(&probe)
        #expect(events.count { if case .held = $0 { true } else { false } } == 1)
    }

    @Test func `worse that only pages keeps the gate closed and nothing else`() {
        var probe = baking([.errorRate: .worse]) { $0.criteria[0].onWorse = .page }
        _ = sample(&probe)
        #expect(probe.rollout.hold == nil)
        #expect(probe.rollout.phase.name == "baking")
        #expect(probe.blocked.contains(.worse))
    }

    @Test func `worse that is only observed does nothing`() {
        var probe = baking([.errorRate: .worse]) { $0.criteria[0].isObserveOnly = true }
        _ = sample(&probe)
        #expect(probe.rollout.phase.name == "baking")
    }

    @Test(arguments: ["preflight", "starting", "retiring"])
    func `nothing is judged where there is nothing to compare`(_ phase: String) {
        var probe = RolloutProbe()
        probe.reach(phase)
        probe.judge = ScriptedJudge([.errorRate: .worse])
        #expect(
            sample(&probe) == [
                .sampled(probe.rollout.window.samples.last ?? Sample(second: probe.now))
            ]
        )
        #expect(probe.rollout.isJudging == false)
    }

    @Test func `a first release is never judged`() {
        var probe = RolloutProbe(.short { $0.stable = nil })
        probe.judge = ScriptedJudge([.errorRate: .worse])
        probe.reach("succeeded")
        #expect(probe.rollout.outcome == .succeeded)
    }

    @Test func `the requests a second are those of the last five seconds`() {
        var probe = baking([:])
        #expect(probe.rollout.requestRate == nil)
        for requests in [10_000, 100, 100, 100, 100, 200] {
            probe.now = probe.now + .milliseconds(100)
            var sample = Sample(second: probe.now)
            sample.hasTraffic = true
            sample.stable.requests = requests
            probe.see(.sample(sample))
        }
        #expect(probe.rollout.requestRate == 120)
    }
}
