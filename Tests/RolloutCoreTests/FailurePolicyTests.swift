import RolloutCore
import TestSupport
import Testing

@Suite struct FailurePolicyTests {
    private func probe(_ rules: [FailurePolicy.Rule] = []) -> RolloutProbe {
        RolloutProbe(.short { $0.failures = FailurePolicy(rules) })
    }

    private func crash(_ probe: inout RolloutProbe, times: Int) {
        let id = probe.rollout.instances(of: .canary)[0].id
        for _ in 0..<times {
            probe.see(.instance(id, InstanceReport(state: .crashed, exit: .status(3))))
            probe.wait(.seconds(2))
            probe.see(.instance(id, .ready(id)))
        }
    }

    @Test func `crashes go by the policy of their step`() {
        let policies: [([FailurePolicy.Rule], String, Bool)] = [
            ([], "rolling back", false),
            ([.init(.crash, .hold)], "starting", true),
            ([.init(.crash, .page)], "starting", false),
            ([.init(.crash, in: .shift, .hold)], "rolling back", false),
            ([.init(.crash, .rollback), .init(.crash, in: .start, .hold)], "starting", true),
        ]
        for (rules, phase, isHeld) in policies {
            var probe = probe(rules)
            probe.reach("starting")
            crash(&probe, times: 2)
            #expect(probe.rollout.phase.name == phase, "\(rules)")
            #expect((probe.rollout.hold != nil) == isHeld, "\(rules)")
        }
    }

    @Test func `a start without room holds, and goes on with new time on a person's word`() throws {
        var probe = probe()
        probe.reach("starting")
        for instance in probe.rollout.instances(of: .canary) {
            let run = Operation.run(instance.id, attempt: 0)
            probe.see(.failed(run, Failure(.noCapacity, "no port is free")))
        }
        probe.wait(.seconds(21))
        #expect(probe.rollout.hold?.reason.hasPrefix("no capacity: ") == true)
        probe.wait(.seconds(60))
        try probe.command(.resume)
        #expect(probe.rollout.hold == nil)
        #expect(probe.rollout.phase.name == "starting")
        probe.reach("shifting")
    }

    @Test func `a start that waits for a dependency holds and names it`() {
        var probe = RolloutProbe(.short { $0.externals = Plan.whole().externals })
        probe.reach("starting")
        probe.see(.external("payments", ExternalReport(isUp: false, detail: "answered 503")))
        probe.wait(.seconds(21))
        #expect(probe.rollout.hold?.reason.contains("payments is down: answered 503") == true)
    }

    @Test func `a start that is late for no known reason goes back`() {
        var probe = probe()
        probe.reach("starting")
        probe.wait(.seconds(21))
        #expect(probe.rollout.phase.name == "rolling back")
    }

    @Test func `less than half of the canary for five seconds goes back`() {
        var probe = probe()
        probe.reach("baking", stage: 1)
        let ids = probe.rollout.instances(of: .canary).map(\.id)
        probe.see(.instance(ids[0], InstanceReport(state: .notReady)))
        probe.wait(.seconds(30))
        #expect(probe.rollout.phase.name == "baking")
        probe.see(.instance(ids[1], InstanceReport(state: .notReady)))
        probe.wait(.milliseconds(4_900))
        #expect(probe.rollout.phase.name == "baking")
        probe.wait(.milliseconds(100))
        guard case .rollingBack(let rollback) = probe.rollout.phase else {
            Issue.record("\(probe.rollout.phase)")
            return
        }
        #expect(rollback.cause.sentence.hasPrefix("lost capacity: 1 of 3 canary instances"))
    }

    @Test func `an instance that comes back in time changes nothing`() {
        var probe = probe()
        probe.reach("baking", stage: 1)
        let ids = probe.rollout.instances(of: .canary).map(\.id)
        for id in ids.prefix(2) { probe.see(.instance(id, InstanceReport(state: .notReady))) }
        probe.wait(.seconds(4))
        probe.see(.instance(ids[0], .ready(ids[0])))
        probe.wait(.seconds(10))
        #expect(probe.rollout.phase.name == "baking")
    }

    @Test func `a criterion without numbers for a minute goes by the policy`() {
        let policies: [(OnWorse, String)] = [
            (.rollback, "rolling back"), (.hold, "baking"), (.page, "baking"),
        ]
        for (action, phase) in policies {
            var probe = probe([.init(.metricOutage, action)])
            probe.reach("baking", stage: 0)
            probe.judge = ScriptedJudge([.p95: .unmeasured])
            probe.fold(.judged(.p95, Verdict(.unmeasured, Evidence("no numbers"))))
            probe.wait(.seconds(59))
            #expect(probe.rollout.phase.name == "baking" && probe.rollout.hold == nil)
            probe.wait(.seconds(1))
            #expect(probe.rollout.phase.name == phase, "\(action)")
            #expect((probe.rollout.hold != nil) == (action == .hold))
            probe.wait(.seconds(60))
            let told = probe.events.count { if case .alerted = $0 { true } else { false } }
            #expect(told == (action == .page ? 1 : 0))
        }
    }
}
