import Testing

@testable import RolloutCore

@Suite struct CorroborationTests {
    private let near = CapacityFinding.near(share: 0.95)

    private func gauge(
        _ excursion: ExcursionLevel?,
        _ capacity: CapacityFinding? = nil,
        metric: MetricName = .backlog
    ) -> GaugeFinding {
        GaugeFinding(metric: metric, excursion: excursion, capacity: capacity)
    }

    @Test func `a gauge alone holds, however far it went`() {
        let action = Corroboration().action([gauge(.rollback)], splitEvidence: 9.9)
        #expect(action == .hold([.backlog]))
    }

    @Test func `a capacity breach lets it roll back`() {
        let action = Corroboration().action([gauge(.rollback, near)], splitEvidence: 0)
        #expect(action == .rollBack([.backlog], because: .capacity))
    }

    @Test func `another gauge's capacity breach does too`() {
        let full = gauge(.calm, near, metric: .connections)
        let action = Corroboration().action([full, gauge(.rollback)], splitEvidence: 0)
        #expect(action == .rollBack([.backlog], because: .capacity))
    }

    @Test func `evidence of the split lets it roll back from ten to one`() {
        let action = Corroboration().action([gauge(.rollback)], splitEvidence: 10)
        #expect(action == .rollBack([.backlog], because: .splitEvidence))
    }

    @Test func `a plan may let gauges roll back alone`() {
        let rule = Corroboration(gaugesMayRollBackAlone: true)
        let action = rule.action([gauge(.rollback)], splitEvidence: 1)
        #expect(action == .rollBack([.backlog], because: .plan))
        #expect(rule.action([gauge(.hold)], splitEvidence: 1) == .hold([.backlog]))
    }

    @Test func `the hold level never rolls back, with any witness`() {
        let rule = Corroboration(gaugesMayRollBackAlone: true)
        let action = rule.action([gauge(.hold, near)], splitEvidence: 1_000)
        #expect(action == .hold([.backlog]))
    }

    @Test func `a capacity breach alone holds`() {
        #expect(Corroboration().action([gauge(.calm, near)], splitEvidence: 0) == .hold([.backlog]))
        #expect(Corroboration().action([gauge(nil, near)], splitEvidence: 0) == .hold([.backlog]))
    }

    @Test func `evidence that is not a number is no witness`() {
        let action = Corroboration().action([gauge(.rollback)], splitEvidence: .nan)
        #expect(action == .hold([.backlog]))
    }

    @Test func `calm needs every gauge to be measured`() {
        let rule = Corroboration()
        #expect(rule.action([gauge(.calm, .calm)], splitEvidence: 0) == .calm)
        let silent = gauge(.unmeasured, metric: .connections)
        #expect(
            rule.action([gauge(.calm), silent], splitEvidence: 0) == .unmeasured([.connections])
        )
        #expect(rule.action([gauge(nil)], splitEvidence: 0) == .unmeasured([.backlog]))
        #expect(rule.action([gauge(.hold), silent], splitEvidence: 0) == .hold([.backlog]))
    }
}
