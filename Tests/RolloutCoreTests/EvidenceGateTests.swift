import RolloutCore
import TestSupport
import Testing

/// What gathered evidence does to a release under way.
@Suite struct EvidenceGateTests {
    private func baking(
        _ kinds: [MetricName: Verdict.Kind],
        _ change: (inout Plan) -> Void = { _ in }
    ) -> RolloutProbe {
        var probe = RolloutProbe(.short(change))
        probe.reach("baking", stage: 1)
        probe.judge = ScriptedJudge(kinds)
        return probe
    }

    @Test func `what is suspect stops the release at its weight, and nothing else`() {
        var probe = baking([.errorRate: .suspect])
        probe.now = probe.now + .seconds(30)
        probe.see(.sample(Sample(second: probe.now)))
        #expect(probe.rollout.phase.name == "baking")
        #expect(probe.rollout.hold == nil)
        #expect(probe.blocked.first == .suspect)
        probe.judge = ScriptedJudge()
        probe.see(.sample(Sample(second: probe.now + .seconds(1))))
        #expect(probe.rollout.stage == 2)
    }

    @Test func `a person passes what is suspect only with an override and a reason`() throws {
        var probe = baking([.errorRate: .suspect])
        #expect(throws: Rejection.self) {
            try probe.command(.advance(full: false, override: false))
        }
        try probe.command(.advance(full: false, override: true), reason: "a known client retries")
        #expect(probe.rollout.overridden == [.errorRate])
        #expect(probe.rollout.stage == 2)
    }

    @Test func `a proof opens the gate early where the plan allows it`() {
        for early in [nil, 5] {
            var probe = RolloutProbe(
                .short { plan in
                    plan.criteria = [Criterion(.errorRate, .errorRate, tolerate: 10)]
                    plan.judge.warmUp = .zero
                    plan.judge.voteSeconds = 1
                    plan.judge.earlySeconds = early
                    plan.stages[1].bake = .seconds(3_600)
                }
            )
            probe.reach("baking", stage: 1)
            probe.judge = CriterionJudge()
            for _ in 0..<600 where probe.rollout.stage == 1 {
                probe.now = probe.now + .seconds(1)
                var sample = Sample(second: probe.now - .seconds(1))
                sample.hasTraffic = true
                sample.canary = .steady(250, milliseconds: 10)
                sample.stable = .steady(750, milliseconds: 10)
                probe.see(.sample(sample))
            }
            #expect(probe.rollout.stage == (early == nil ? 1 : 2))
        }
    }
}
