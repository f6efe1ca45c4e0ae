import RolloutCore
import TestSupport
import Testing

@Suite struct GateTests {
    private func baking(
        stage: Int = 1,
        judge: ScriptedJudge = ScriptedJudge(),
        _ change: (inout Plan) -> Void = { _ in }
    ) -> RolloutProbe {
        var probe = RolloutProbe(.short(change))
        probe.reach("baking", stage: stage)
        probe.judge = judge
        return probe
    }

    @Test func `a gate opens when the bake is over and nothing is in the way`() {
        var probe = baking()
        probe.wait(.milliseconds(999))
        #expect(probe.blocked == [.time])
        let events = probe.wait(.milliseconds(1))
        #expect(events.contains(.gateOpened(stage: 1, how: .automatic)))
        #expect(probe.rollout.phase.name == "shifting")
    }

    @Test func `an opening gate records every verdict with its evidence`() {
        var probe = baking()
        let events = probe.wait(.seconds(1))
        let judged = events.filter { if case .judged = $0 { true } else { false } }
        #expect(judged.count == probe.rollout.plan.criteria.count)
    }

    @Test(arguments: [
        (Verdict.Kind.worse, Blocker.Kind.worse), (.undecided, .undecided),
        (.unmeasured, .unmeasured),
    ])
    func `a criterion that does not pass keeps the gate closed`(
        _ verdict: Verdict.Kind,
        _ kind: Blocker.Kind
    ) {
        var probe = baking(judge: ScriptedJudge([.p95: verdict]))
        probe.wait(.seconds(3_600))
        #expect(probe.blocked == [kind])
        #expect(probe.rollout.phase.name == "baking")
    }

    @Test func `a criterion only observed holds nothing`() {
        var probe = baking(judge: ScriptedJudge([.p95: .worse])) {
            $0.criteria[1].isObserveOnly = true
        }
        probe.wait(.seconds(1))
        #expect(probe.rollout.phase.name == "shifting")
    }

    @Test func `what is in the way is told most serious first`() {
        var probe = baking(judge: ScriptedJudge([.p95: .worse, .errorRate: .undecided])) {
            $0.stages[1].gate = .person
        }
        _ = try? probe.command(.pause, reason: "lunch")
        probe.see(.watchers(0))
        #expect(probe.blocked == [.worse, .undecided, .paused, .unwatched, .person, .time])
        #expect(probe.blockers[2].sentence == "paused by ada: lunch")
    }

    @Test func `the wait says when it ends`() {
        let probe = baking()
        #expect(probe.blockers.first?.until == probe.now + .seconds(1))
        #expect(probe.rollout.nextDeadline(after: probe.now) == probe.now + .seconds(1))
    }

    @Test func `a gate without watchers waits when the plan says hold`() {
        var probe = baking()
        probe.see(.watchers(0))
        probe.wait(.seconds(5))
        #expect(probe.blocked == [.unwatched])
        #expect(probe.see(.watchers(2)).contains(.gateOpened(stage: 1, how: .automatic)))
    }

    @Test func `a gate without watchers opens when the plan says continue`() {
        var probe = baking { $0.whenUnwatched = .continue }
        probe.see(.watchers(0))
        probe.wait(.seconds(1))
        #expect(probe.rollout.phase.name == "shifting")
    }

    @Test func `an instance this steward has not looked at keeps the gate closed`() {
        var probe = baking()
        probe.steward(2)
        #expect(probe.blocked.allSatisfy { $0 == .world || $0 == .time })
        #expect(probe.blockers.contains { $0.sentence == "shop-1 is not looked at yet" })
    }

    @Test func `a router that cannot be read keeps the gate closed`() {
        var probe = baking()
        probe.see(.weight(nil))
        probe.wait(.seconds(5))
        #expect(probe.blockers.map(\.sentence) == ["the router cannot be read"])
    }

    @Test func `the last weight is followed by the warm time without a bake`() {
        var probe = baking(stage: 2)
        probe.wait(.seconds(1))
        let events = probe.see(.shifted(to: .full, observed: .full))
        #expect(events.contains(.warmBegan))
    }

    @Test func `nothing is in the way of phases that wait for the world alone`() {
        var probe = RolloutProbe()
        probe.steward()
        #expect(probe.blockers == [])
        probe.reach("retiring")
        #expect(probe.blockers == [])
    }

    @Test func `an instance that is not ready names what it fails at`() {
        var probe = baking()
        let id = probe.rollout.instances(of: .canary)[0].id
        probe.see(.instance(id, InstanceReport(state: .notReady, detail: "503 from /readyz")))
        #expect(probe.blockers.contains { $0.sentence == "shop-10 is not ready, 503 from /readyz" })
    }
}
