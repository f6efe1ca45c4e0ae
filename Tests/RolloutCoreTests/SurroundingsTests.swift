import RolloutCore
import TestSupport
import Testing

@Suite struct ExternalTests {
    private func probe() -> RolloutProbe {
        RolloutProbe(.short { $0.externals = Plan.whole().externals })
    }

    private let down = Observation.external(
        "payments",
        ExternalReport(isUp: false, detail: "answered 503")
    )
    private let up = Observation.external("payments", ExternalReport(isUp: true))

    @Test func `nothing starts while a dependency is down or unknown`() {
        var probe = probe()
        probe.steward()
        probe.see(down)
        probe.see(.preflight([.passed("ports")], configuration: "1"))
        probe.see(.rehearsed(Rehearsal(passed: true, finding: "ready", took: .seconds(1))))
        #expect(probe.rollout.phase.name == "rehearsing")
        #expect(probe.blockers.map(\.sentence) == [])
        probe.see(up)
        #expect(probe.rollout.phase.name == "starting")
    }

    @Test func `no shift up while a dependency is down`() {
        var probe = probe()
        probe.reach("baking", stage: 1)
        probe.see(down)
        probe.wait(.seconds(60))
        #expect(probe.rollout.stage == 1)
        #expect(
            probe.blockers.map(\.sentence) == [
                "payments is down: answered 503; no fault of the canary"
            ]
        )
        probe.see(up)
        #expect(probe.rollout.stage == 2)
    }

    @Test func `a dependency that is down keeps nobody from rolling back`() throws {
        var probe = probe()
        probe.reach("baking", stage: 1)
        probe.see(down)
        try probe.command(.rollback)
        #expect(probe.outstanding.contains(.shift(.zero)))
    }

    @Test func `a new steward knows nothing of a dependency until it has asked`() {
        var probe = probe()
        probe.reach("baking", stage: 1)
        probe.steward(2)
        #expect(probe.rollout.externalTroubles == ["payments has not answered yet"])
    }
}

@Suite struct NotificationTests {
    private func probe(_ kinds: NotificationKind...) -> RolloutProbe {
        RolloutProbe(
            .short { plan in
                let receiver = NotificationPlan(url: "http://x", format: .json, kinds: Set(kinds))
                plan.notifications = [receiver, receiver]
                plan.notifications[1].kinds = [.succeeded]
            }
        )
    }

    private func waiting(_ probe: RolloutProbe) -> [NotificationKind] {
        probe.rollout.outbox.waiting.map(\.kind)
    }

    @Test func `each receiver is told what it asked for, with the next command`() throws {
        var probe = probe(.started, .paused)
        #expect(waiting(probe) == [.started])
        probe.reach("baking", stage: 0)
        try probe.command(.pause, reason: "lunch")
        let last = try #require(probe.rollout.outbox.waiting.last)
        #expect(last.kind == .paused)
        #expect(last.reason == "ada paused it: lunch")
        #expect(last.nextCommand == "handoff resume shop")
        #expect(last.weight == Weight(percent: 5))
    }

    @Test func `a message is sent until it is taken, and then never again`() {
        var probe = probe(.started)
        probe.steward()
        let id = probe.rollout.outbox.waiting[0].id
        #expect(probe.outstanding.contains(.send(id)))
        #expect(probe.see(.finished(.send(id))) == [.notified(id)])
        #expect(!probe.outstanding.contains(.send(id)))
        #expect(probe.see(.finished(.send(id))).isEmpty)
    }

    @Test func `a message that fails is tried again later, and given up at last`() {
        var probe = probe(.started)
        probe.steward()
        let id = probe.rollout.outbox.waiting[0].id
        var tries = 0
        while probe.rollout.outbox.notification(id) != nil, tries < 100 {
            if probe.outstanding.contains(.send(id)) {
                tries += 1
                probe.see(.failed(.send(id), Failure(.refused, "answered 503")))
            }
            probe.wait(.seconds(1))
        }
        #expect(tries == 15)
        #expect(
            probe.events.contains { event in
                if case .notificationDropped(id, _) = event { true } else { false }
            }
        )
    }

    @Test func `a release goes on whether its messages arrive or not`() {
        var probe = probe(.shifted)
        for stage in 0...1 {
            let isReached = probe.reach("baking", stage: stage)
            #expect(isReached)
        }
    }

    @Test func `the last message is sent after the end, for a while`() throws {
        var probe = probe(.succeeded)
        probe.reach("retiring")
        while !probe.rollout.isOver, probe.carryOutNext() {}
        #expect(probe.rollout.outcome == .succeeded)
        let ids = probe.rollout.outbox.waiting.map(\.id)
        try #require(ids.count == 2)
        probe.see(.finished(.send(ids[0])))
        let before = probe.rollout.isSettled
        #expect(!before)
        probe.wait(.seconds(30))
        let after = probe.rollout.isSettled
        #expect(after)
        #expect(probe.rollout.nextDeadline(after: probe.now) == nil)
    }

    @Test func `messages to one receiver go one after the other`() throws {
        var probe = probe(.started, .paused)
        probe.reach("baking", stage: 0)
        try probe.command(.pause)
        let ids = probe.rollout.outbox.waiting.map(\.id)
        if ids.count == 2 {
            #expect(probe.outstanding.contains(.send(ids[0])))
            #expect(!probe.outstanding.contains(.send(ids[1])))
        }
    }
}

@Suite struct UnansweredTests {
    private func probe(_ way: UnansweredPolicy.Way, _ gate: Gate = .person) -> RolloutProbe {
        RolloutProbe(
            .short { plan in
                plan.stages[0].gate = gate
                plan.unanswered = UnansweredPolicy(way, after: .seconds(60))
            }
        )
    }

    private let bob = Operator(name: "bob", uid: 1_001, via: "pts/4")

    @Test func `a gate that nobody answers goes by the plan`() {
        let ends: [(UnansweredPolicy.Way, String)] = [
            (.hold, "baking"), (.rollback, "rolling back"), (.continue, "shifting"),
        ]
        for (way, phase) in ends {
            var probe = probe(way)
            probe.reach("baking", stage: 0)
            probe.wait(.seconds(1))
            #expect(probe.events.last == .answerAwaited)
            probe.wait(.seconds(59))
            #expect(probe.rollout.phase.name == "baking")
            probe.wait(.seconds(1))
            #expect(probe.rollout.phase.name == phase, "\(way)")
        }
    }

    @Test func `the time begins when nothing but the person is missing`() {
        var probe = probe(.rollback)
        probe.reach("baking", stage: 0)
        probe.judge = ScriptedJudge([.p95: .unmeasured])
        probe.wait(.seconds(600))
        #expect(probe.rollout.phase.name == "baking")
        probe.judge = ScriptedJudge()
        probe.wait(.seconds(1))
        #expect(probe.rollout.phase.name == "baking")
    }

    @Test func `a gate for two persons opens for two, not for one who asks twice`() throws {
        var probe = probe(.hold, .persons(2))
        probe.reach("baking", stage: 0)
        probe.wait(.seconds(2))
        try probe.command(.advance(full: false, override: false))
        #expect(throws: Rejection.self) {
            try probe.command(.advance(full: false, override: false))
        }
        #expect(probe.rollout.stage == 0)
        #expect(probe.blockers.contains { $0.sentence.hasSuffix("advance, ada did; 1 to go") })
        try probe.input(.command(Command(.advance(full: false, override: false), by: bob)))
        #expect(probe.rollout.stage == 1)
    }

    @Test func `the warm time is held until somebody releases it`() throws {
        var probe = probe(.hold, .automatic)
        probe.reach("warm")
        try probe.command(.holdWarm)
        probe.wait(.seconds(3_600))
        #expect(probe.rollout.phase.name == "warm")
        try probe.command(.releaseWarm)
        #expect(probe.rollout.phase.name == "retiring")
    }
}
