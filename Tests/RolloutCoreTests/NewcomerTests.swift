import TestSupport
import Testing

@testable import RolloutCore

/// Instances that join under way, and requests that stay open.
@Suite struct NewcomerTests {
    private static let criteria = [
        Criterion(.errorRate, .errorRate, tolerate: 10, minimumSamples: 5)
    ]

    /// A release at its first weight.
    private func baking() -> RolloutProbe {
        var probe = RolloutProbe(.short { $0.criteria = Self.criteria }, judge: CriterionJudge())
        _ = probe.reach("baking")
        return probe
    }

    private func sample(
        _ probe: RolloutProbe,
        errors: [InstanceID: Int] = [:],
        open: [InstanceID: Int] = [:]
    ) -> Sample {
        var sample = Sample(second: probe.now.second)
        sample.hasTraffic = true
        for instance in probe.rollout.instances.values {
            let failed = errors[instance.id] ?? 0
            sample.instances[instance.id] = InstanceTraffic(
                requests: 10,
                errors: failed,
                p95: 20,
                open: open[instance.id] ?? 0
            )
            let traffic = Traffic.steady(10, errors: failed)
            switch instance.arm {
            case .canary: sample.canary.add(traffic)
            case .stable: sample.stable.add(traffic)
            }
        }
        return sample
    }

    private func joins(_ id: InstanceID, _ probe: inout RolloutProbe) {
        probe.see(.instance(id, InstanceReport(state: .crashed)))
        probe.wait(.seconds(1))
        probe.see(.instance(id, .ready(id)))
        probe.see(.admitted(id))
    }

    @Test func `the canary's first instances are no newcomers`() throws {
        let probe = baking()
        let settings = probe.rollout.settings(of: sample(probe))
        #expect(settings[.canary]?.newcomerRequests == 0)
        #expect(settings[.stable]?.newcomerRequests == 0)
    }

    @Test func `what an instance serves that came back is left out for a minute`() throws {
        var probe = baking()
        let id = try #require(probe.rollout.instances(of: .canary).first?.id)
        joins(id, &probe)
        let failing = sample(probe, errors: [id: 10])
        let setting = try #require(probe.rollout.settings(of: failing)[.canary])
        #expect(setting.newcomerRequests == 10 && setting.newcomerErrors == 10)
        let counts = ArmCounts(failing.canary, setting)
        #expect(counts.requests == 20 && counts.errors == 0 && counts.newcomers == 10)
        #expect(counts.latency == nil)
        probe.wait(.seconds(60))
        let later = probe.rollout.settings(of: sample(probe, errors: [id: 10]))
        #expect(later[.canary]?.newcomerRequests == 0)
    }

    @Test func `what is open at the instances of a revision is open at it`() throws {
        let probe = baking()
        let ids = probe.rollout.instances(of: .canary).map(\.id)
        let open = Dictionary(uniqueKeysWithValues: zip(ids, [3, 4, 5]))
        let settings = probe.rollout.settings(of: sample(probe, open: open))
        #expect(settings[.canary]?.open == 12)
        #expect(settings[.stable]?.open == 0)
    }

    @Test func `requests that hang hold the release`() throws {
        var probe = baking()
        let ids = probe.rollout.instances(of: .canary).map(\.id)
        for second in 0..<20 {
            probe.now = probe.now + .seconds(1)
            var hanging = sample(probe)
            for id in ids {
                hanging.instances[id] = InstanceTraffic(
                    requests: 0,
                    errors: 0,
                    p95: nil,
                    open: 10 + second
                )
            }
            hanging.canary = .steady(1)
            probe.see(.sample(hanging))
        }
        let troubles = probe.rollout.window.differences.flatMap(\.judge.troubles)
        #expect(troubles.contains { if case .requestsHang = $0 { true } else { false } })
        #expect(probe.rollout.verdicts[.errorRate]?.kind == .suspect)
    }
}
