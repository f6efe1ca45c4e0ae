import RolloutCore
import TestSupport
import Testing

@Suite struct PreflightTests {
    @Test func `nothing is outstanding before a steward took the release up`() {
        let probe = RolloutProbe()
        #expect(probe.rollout.outstanding(at: probe.now) == [])
    }

    @Test func `the checks are asked for while stable is watched`() {
        var probe = RolloutProbe()
        probe.steward()
        let stable = probe.rollout.instances(of: .stable).map { Operation.run($0.id, attempt: 0) }
        #expect(probe.outstanding == Set([.preflight, .watchRouter, .watchMetrics] + stable))
    }

    @Test func `passed checks begin the start of the planned instances`() {
        var probe = RolloutProbe(.short { $0.rehearsal = .off })
        probe.steward()
        let checks: [Check] = [.passed("a"), .passed("b")]
        let events = probe.see(.preflight(checks, configuration: "1"))
        #expect(events == [.preflightFinished(checks, configuration: "1"), .startBegan])
        #expect(
            probe.rollout.instances(of: .canary).map(\.id.rawValue) == [
                "shop-10", "shop-11", "shop-12",
            ]
        )
    }

    @Test func `one failed check refuses the release with all of them on record`() {
        var probe = RolloutProbe()
        probe.steward()
        probe.see(.preflight([.passed("a"), .failed("b"), .failed("c")], configuration: "1"))
        #expect(probe.rollout.outcome == .refused)
        #expect(probe.rollout.checks.filter { !$0.passed }.map(\.name) == ["b", "c"])
        #expect(probe.outstanding == [])
    }

    @Test func `checks that come twice are recorded once`() {
        var probe = RolloutProbe()
        probe.steward()
        probe.see(.preflight([.passed("a")], configuration: "1"))
        #expect(probe.see(.preflight([.failed("a")], configuration: "1")) == [])
    }

    @Test func `a first release leaves the router alone until the checks passed`() {
        var probe = RolloutProbe(.short { $0.stable = nil })
        probe.steward()
        #expect(probe.outstanding == [.preflight])
    }

    @Test func `a rollback before the checks ended aborts`() throws {
        var probe = RolloutProbe()
        probe.steward()
        try probe.command(.rollback)
        #expect(probe.rollout.outcome == .aborted(.ada))
    }

    @Test func `answers are shown as they come, and nothing begins before the last`() {
        var probe = RolloutProbe()
        probe.steward()
        #expect(probe.see(.checks([.passed("ports")])) == [.checksAnswered([.passed("ports")])])
        #expect(probe.rollout.checks.map(\.name) == ["ports"])
        #expect(probe.rollout.phase.name == "preflight")
        probe.see(.checks([.failed("digest")]))
        #expect(!probe.rollout.isOver)
        let all: [Check] = [.failed("digest"), .passed("ports")]
        probe.see(.preflight(all, configuration: "1"))
        #expect(probe.rollout.checks == all)
        #expect(probe.rollout.outcome == .refused)
    }

    @Test func `a new steward makes every check anew`() {
        var probe = RolloutProbe()
        probe.steward()
        probe.see(.checks([.passed("ports")]))
        probe.steward(2)
        #expect(probe.rollout.checks == [])
    }
}
