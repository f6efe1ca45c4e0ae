import RolloutCore
import TestSupport
import Testing

@Suite struct RehearsalTests {
    private static let day = Duration.seconds(86_400)

    private func probe(
        _ policy: RehearsalPolicy = .required,
        receipt: RehearsalReceipt? = nil
    ) -> RolloutProbe {
        var probe = RolloutProbe(.short { $0.rehearsal = policy }, receipt: receipt)
        probe.steward()
        probe.see(.preflight([.passed("ports")], configuration: "1"))
        return probe
    }

    private func receipt(
        _ label: String = "1.0",
        configuration: String = "1",
        age: Duration
    ) -> RehearsalReceipt {
        RehearsalReceipt(
            digest: .fixture(label),
            configuration: configuration,
            at: RolloutProbe().now - age,
            took: .seconds(14)
        )
    }

    private func passed(_ took: Duration = .seconds(14)) -> Rehearsal {
        Rehearsal(passed: true, finding: "ready", took: took)
    }

    @Test func `passed checks begin the rehearsal, and nothing of the canary`() {
        let probe = probe()
        #expect(probe.rollout.phase.name == "rehearsing")
        #expect(probe.outstanding.contains(.rehearse))
        #expect(probe.rollout.instances(of: .canary) == [])
    }

    @Test func `a rehearsal that passed begins the start and leaves its receipt`() {
        var probe = probe()
        #expect(probe.see(.rehearsed(passed())) == [.rehearsed(passed()), .startBegan])
        #expect(probe.rollout.receipt == receipt(age: .zero))
        #expect(!probe.outstanding.contains(.rehearse))
        #expect(!probe.outstanding.contains(.clearRehearsal))
    }

    @Test func `a rehearsal that failed refuses the release`() {
        var probe = probe()
        let failed = Rehearsal(passed: false, finding: "no database", took: .seconds(3))
        #expect(probe.see(.rehearsed(failed)) == [.rehearsed(failed), .ended(.refused)])
        #expect(probe.rollout.receipt == nil)
    }

    @Test func `a receipt that still holds saves the rehearsal`() {
        let held = receipt(age: .seconds(3_600))
        let probe = probe(.whenOlderThan(Self.day), receipt: held)
        #expect(probe.rollout.phase.name == "starting")
        #expect(probe.rollout.receipt == held)
    }

    @Test func `a receipt of anything else does not`() {
        let others = [
            receipt(age: .seconds(90_000)), receipt("0.9", age: .zero),
            receipt(configuration: "2", age: .zero), receipt(age: .seconds(-5)),
        ]
        for other in others {
            let probe = probe(.whenOlderThan(Self.day), receipt: other)
            #expect(probe.rollout.phase.name == "rehearsing", "\(other)")
        }
    }

    @Test func `required means before every release`() {
        #expect(probe(receipt: receipt(age: .zero)).rollout.phase.name == "rehearsing")
    }

    @Test func `without a revision to return to nothing is rehearsed`() {
        var probe = RolloutProbe(.short { $0.stable = nil })
        probe.steward()
        probe.see(.preflight([.passed("ports")], configuration: nil))
        #expect(probe.rollout.phase.name == "starting")
    }

    @Test func `an abort ends the rehearsal's instance first`() throws {
        var probe = probe()
        try probe.command(.rollback)
        #expect(!probe.rollout.isOver)
        #expect(probe.outstanding.contains(.clearRehearsal))
        probe.see(.finished(.clearRehearsal))
        #expect(probe.rollout.outcome == .aborted(.ada))
    }

    @Test func `a rehearsal without an end refuses the release`() {
        var probe = probe()
        probe.see(.failed(.rehearse, Failure(.noCapacity, "no port is free")))
        probe.wait(probe.rollout.plan.progressDeadline)
        #expect(probe.rollout.cause?.sentence.contains("no port is free") == true)
        probe.carryOutAll()
        #expect(probe.rollout.outcome == .refused)
    }

    @Test func `a pause stops before the start`() throws {
        var probe = probe()
        try probe.command(.pause)
        #expect(probe.see(.rehearsed(passed())) == [.rehearsed(passed())])
        #expect(try probe.command(.resume).contains(.startBegan))
    }
}
