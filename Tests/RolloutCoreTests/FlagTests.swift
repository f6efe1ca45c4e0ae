import RolloutCore
import TestSupport
import Testing

@Suite struct FlagTests {
    private let on = FlagReading(.bool(true))
    private let off = FlagReading(.bool(false))
    private let name = "new_checkout"

    private func probe() -> RolloutProbe {
        RolloutProbe(.short { $0.flags = Plan.whole().flags })
    }

    private func set(_ value: FlagReading) -> Operation { .setFlag(name, to: value) }

    @Test func `a flag is read from the first check on`() {
        var probe = probe()
        probe.steward()
        #expect(probe.outstanding.contains(.watchFlags))
        probe.see(.flag(name, .bool(false)))
        #expect(probe.rollout.flags[name]?.previous == off)
    }

    @Test func `a flag is set at its weight, and not before`() {
        var probe = probe()
        for stage in 0...1 {
            probe.reach("baking", stage: stage)
            #expect(!probe.outstanding.contains(set(on)))
        }
        probe.reach("shifting", stage: 2)
        #expect(!probe.outstanding.contains(set(on)))
        probe.reach("baking", stage: 2)
        #expect(probe.outstanding.contains(set(on)))
    }

    @Test func `the bake counts from the flag, because only then is it what is judged`() {
        var probe = probe()
        probe.reach("baking", stage: 2)
        probe.wait(.seconds(5))
        #expect(probe.blocked.contains(.world))
        #expect(probe.rollout.stage == 2)
        probe.see(.flagSet(name, on))
        probe.see(.weight(Weight(percent: 50)))
        #expect(probe.blocked == [.time])
    }

    @Test func `a step back below its weight puts the flag back`() throws {
        var probe = probe()
        probe.reach("baking", stage: 2)
        probe.see(.flagSet(name, on))
        try probe.command(.stepBack)
        #expect(!probe.outstanding.contains(set(off)))
        probe.see(.shifted(to: Weight(percent: 25), observed: Weight(percent: 25)))
        #expect(probe.outstanding.contains(set(off)))
    }

    @Test func `rollback puts the flag back after the traffic and before the canary goes`() throws {
        var probe = probe()
        probe.reach("baking", stage: 2)
        probe.see(.flagSet(name, on))
        try probe.command(.rollback)
        #expect(!probe.outstanding.contains(set(off)))
        probe.see(.shifted(to: .zero, observed: .zero))
        #expect(probe.outstanding.contains(set(off)))
        #expect(probe.rollout.instances(of: .canary).allSatisfy { $0.admission == .admitted })
        probe.see(.flagSet(name, off))
        probe.carryOutAll()
        #expect(probe.rollout.outcome?.name == "rolled back")
    }

    @Test func `a flag that cannot be put back is said to be left`() throws {
        var probe = probe()
        probe.reach("baking", stage: 2)
        probe.see(.flagSet(name, on))
        try probe.command(.rollback)
        probe.see(.shifted(to: .zero, observed: .zero))
        probe.see(.failed(set(off), Failure(.refused, "403", isRetryable: false)))
        probe.carryOutAll()
        guard case .rollbackFailed(_, let left) = probe.rollout.outcome else {
            Issue.record("\(String(describing: probe.rollout.outcome))")
            return
        }
        #expect(left.contains("flag new_checkout is still true"))
    }

    @Test func `somebody else's change waits for a person and is left alone`() throws {
        var probe = probe()
        probe.reach("baking", stage: 2)
        probe.see(.flagSet(name, on))
        probe.see(.flag(name, .text("half")))
        probe.wait(.seconds(5))
        #expect(probe.rollout.stage == 2)
        #expect(probe.blocked == [.person])
        #expect(probe.blockers[0].sentence.contains("somebody else set flag new_checkout to half"))
        try probe.command(.advance(full: false, override: false))
        #expect(probe.rollout.stage == 3)
        try probe.command(.rollback)
        probe.see(.shifted(to: .zero, observed: .zero))
        #expect(!probe.outstanding.contains(set(off)))
    }

    @Test func `a flag whose setting is refused holds the release, and a person has it tried`()
        throws
    {
        var probe = probe()
        probe.reach("baking", stage: 2)
        let conflict = Failure(.conflict, "it is `half`, not `false`", isRetryable: false)
        probe.see(.failed(set(on), conflict))
        #expect(probe.rollout.hold?.reason == conflict.summary)
        #expect(!probe.outstanding.contains(set(on)))
        try probe.command(.resume)
        #expect(probe.outstanding.contains(set(on)))
    }

    @Test func `a flag set by a steward that died is known as ours`() throws {
        var probe = probe()
        probe.reach("baking", stage: 2)
        probe.steward(2)
        probe.see(.flag(name, .bool(true)))
        #expect(probe.rollout.flags[name]?.isOurs == true)
        #expect(probe.rollout.flags[name]?.isForeign == false)
    }

    @Test func `a flag put back by a steward that died is nobody else's`() throws {
        var probe = RolloutProbe(.whole())
        probe.reach("baking", stage: 2)
        probe.see(.flagSet(name, on))
        try probe.command(.rollback)
        probe.see(.shifted(to: .zero, observed: .zero))
        // The new one sees the flag before it has seen that the workers are back.
        probe.steward(2)
        probe.see(.flag(name, .bool(false)))
        #expect(probe.rollout.flags[name]?.isForeign == false)
        #expect(probe.rollout.flags[name]?.isOurs == false)
    }

    @Test func `flags are not read while one is being set`() {
        var probe = probe()
        probe.reach("baking", stage: 2)
        #expect(!probe.outstanding.contains(.watchFlags))
        probe.see(.flagSet(name, on))
        #expect(probe.outstanding.contains(.watchFlags))
    }
}
