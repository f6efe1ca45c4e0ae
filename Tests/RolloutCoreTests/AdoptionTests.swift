import RolloutCore
import TestSupport
import Testing

@Suite struct AdoptionTests {
    private func probe() -> RolloutProbe {
        RolloutProbe(
            .whole { plan in
                plan.canary = .fixture("1.0")
                plan.workers = nil
                plan.rehearsal = .off
            },
            stable: [Instance].serving(ServiceName(rawValue: "shop"), 2, since: .init(seconds: 0))
                .map { instance in
                    var instance = instance
                    instance.admission = .out
                    return instance
                },
            purpose: .adoption
        )
    }

    @Test func `nothing is touched before the checks passed`() {
        var probe = probe()
        probe.steward()
        let touching = probe.outstanding.filter { operation in
            switch operation {
            case .run, .admit, .stop, .shift, .watchRouter: true
            default: false
            }
        }
        #expect(touching.isEmpty)
    }

    @Test func `it ends when every instance takes traffic, and starts none`() {
        var probe = probe()
        probe.reach("starting")
        #expect(probe.rollout.instances(of: .canary) == [])
        probe.carryOutAll()
        #expect(probe.rollout.outcome == .adopted)
        #expect(probe.rollout.carrying(.stable) == 2)
    }

    @Test func `instances that do not get ready are left as they were`() {
        var probe = probe()
        probe.reach("starting")
        probe.wait(.seconds(21))
        #expect(probe.rollout.outcome == .refused)
        #expect(!probe.outstanding.contains { if case .stop = $0 { true } else { false } })
    }

    @Test func `a person who gives it up stops none of them`() throws {
        var probe = probe()
        probe.reach("starting")
        try probe.command(.rollback)
        #expect(!probe.outstanding.contains { if case .stop = $0 { true } else { false } })
        probe.carryOutAll()
        #expect(probe.rollout.outcome == .aborted(.ada))
    }
}
