import RolloutCore
import TestSupport
import Testing

@Suite struct HookTests {
    private func hook(_ name: String, _ point: HookPoint) -> HookPlan {
        HookPlan(
            name: name,
            point: point,
            action: .command(DeclaredCommand([name], folder: "/", within: .seconds(5)))
        )
    }

    private func probe(_ points: HookPoint...) -> RolloutProbe {
        RolloutProbe(
            .whole { plan in
                plan.hooks = points.enumerated().map { hook("hook\($0)", $1) }
            }
        )
    }

    private func acting(_ probe: RolloutProbe) -> [Operation] {
        probe.outstanding.filter { operation in
            switch operation {
            case .rehearse, .migrate, .admit, .shift, .drain, .promote, .backfill: true
            case .run(let id, _): probe.rollout.instances[id]?.report.state == .planned
            case .stop: true
            default: false
            }
        }
    }

    /// Goes on until a hook is to run; false when none ever is.
    private func reachHook(_ probe: inout RolloutProbe) -> HookRun? {
        probe.steward()
        probe.see(.watchers(1))
        for _ in 0..<200 {
            if let run = probe.rollout.currentHook?.run { return run }
            if case .contracting = probe.rollout.phase, probe.rollout.schema.confirmed == nil {
                _ = try? probe.command(.contract(later: false))
            } else if !probe.carryOutNext() {
                guard let next = probe.rollout.nextDeadline(after: probe.now) else { return nil }
                probe.wait(next - probe.now)
            }
        }
        return nil
    }

    @Test(arguments: [
        HookStep.rehearsal, .expand, .start, .workers, .shift, .retire, .contract,
    ])
    func `a hook before a step comes before anything of that step`(_ step: HookStep) throws {
        var probe = probe(.before(step))
        let run = try #require(reachHook(&probe))
        #expect(acting(probe) == [], "\(step)")
        #expect(probe.outstanding.contains(.hook(run)))
        probe.see(.hookPassed(run, said: "done"))
        #expect(acting(probe) != [] || step == .retire || step == .workers, "\(step)")
    }

    @Test(arguments: [
        HookStep.preflight, .rehearsal, .expand, .start, .workers, .shift, .warm, .retire,
        .contract,
    ])
    func `a hook after a step holds what comes next`(_ step: HookStep) throws {
        var probe = probe(.after(step))
        let run = try #require(reachHook(&probe))
        let phase = probe.rollout.phase.name
        probe.wait(.seconds(600))
        #expect(probe.rollout.phase.name == phase, "\(step)")
        #expect(probe.outstanding.contains(.hook(run)))
        probe.see(.hookPassed(run, said: ""))
        #expect(probe.rollout.currentHook == nil)
    }

    @Test func `a hook of a shift runs once for each weight`() {
        var probe = probe(.before(.shift))
        var visits: Set<Int> = []
        while let run = reachHook(&probe), visits.count < 20 {
            visits.insert(run.visit)
            probe.see(.hookPassed(run, said: ""))
        }
        #expect(visits.count == 4)
        #expect(probe.rollout.outcome == .succeeded)
    }

    @Test func `a hook that says no holds, and a person has it tried again`() throws {
        var probe = probe(.before(.start))
        let run = try #require(reachHook(&probe))
        probe.see(.failed(.hook(run), Failure(.refused, "exit status 1: not on a Friday")))
        #expect(probe.rollout.hold?.reason.contains("not on a Friday") == true)
        #expect(!probe.outstanding.contains(.hook(run)))
        try probe.command(.resume)
        #expect(probe.outstanding.contains(.hook(run)))
    }

    @Test func `a person passes a hook with a reason only`() throws {
        var probe = probe(.before(.start))
        let run = try #require(reachHook(&probe))
        probe.see(.failed(.hook(run), Failure(.refused, "no")))
        #expect(throws: Rejection.self) {
            try probe.command(.advance(full: false, override: false))
        }
        #expect(throws: Rejection.self) { try probe.command(.advance(full: false, override: true)) }
        try probe.command(.advance(full: false, override: true), reason: "hook is broken")
        #expect(probe.rollout.currentHook == nil)
        #expect(acting(probe) != [])
    }

    @Test func `rollback waits for no hook`() throws {
        var probe = probe(.after(.shift), .after(.rollback))
        _ = try #require(reachHook(&probe))
        try probe.command(.rollback)
        #expect(probe.outstanding.contains(.shift(.zero)))
        probe.see(.shifted(to: .zero, observed: .zero))
        let after = try #require(probe.rollout.currentHook)
        #expect(after.plan.point == .after(.rollback))
        probe.see(.failed(.hook(after.run), Failure(.refused, "no")))
        #expect(probe.rollout.hold == nil)
        probe.carryOutAll()
        #expect(probe.rollout.outcome?.name == "rolled back")
    }

    @Test func `a hook is told the release, and its key stays through all tries`() throws {
        var probe = probe(.before(.start))
        let run = try #require(reachHook(&probe))
        let context = try #require(probe.rollout.context(of: run))
        #expect(context.to == "2.0")
        #expect(context.from == "1.0")
        #expect(context.point == "before start")
        probe.see(.failed(.hook(run), Failure(.refused, "no")))
        try probe.command(.resume)
        #expect(probe.rollout.context(of: run) == context)
    }

    @Test func `limits do not run while a hook does`() throws {
        var probe = probe(.before(.start))
        let run = try #require(reachHook(&probe))
        probe.wait(.seconds(3_600))
        probe.see(.hookPassed(run, said: ""))
        #expect(probe.rollout.phase.name == "starting")
    }
}
