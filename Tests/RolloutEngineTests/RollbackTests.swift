import RolloutCore
import RolloutSimulation
import TestSupport
import Testing

@Suite struct RollbackTests {
    /// A release whose canary misbehaves, carried to its end.
    private func released(
        _ plan: Plan = .short(),
        _ change: (inout Behaviour) -> Void
    ) async -> Trial {
        let world = SimulatedWorld(behaviours: ["2.0": Behaviour(change)])
        let trial = Trial(plan, in: world)
        _ = await trial.carryOut()
        return trial
    }

    @Test func `errors of the canary roll it back`() async {
        let trial = await released { $0.errorShare = 0.3 }
        #expect(trial.rollbackCause == "error rate")
        #expect(trial.isBackOnStable)
        #expect(trial.world.violations == [])
    }

    @Test func `a slow canary is rolled back`() async {
        let trial = await released { $0.latency = .milliseconds(150) }
        #expect(trial.rollbackCause == "p95 latency")
        #expect(trial.isBackOnStable)
        #expect(trial.world.violations == [])
    }

    @Test func `a crashing canary is rolled back at its crash limit`() async {
        let trial = await released { $0.crashesAfter = .milliseconds(700) }
        guard case .rolledBack(.crashes(let count, _)) = trial.rollout.outcome else {
            Issue.record("ended as \(trial.rollout.phase)")
            return
        }
        #expect(count == 2)
        #expect(trial.isBackOnStable)
        #expect(trial.world.violations == [])
    }

    @Test func `a canary that never gets ready is stopped before any traffic moved`() async {
        let trial = await released { $0.isNeverReady = true }
        guard case .rolledBack(.notReady) = trial.rollout.outcome else {
            Issue.record("ended as \(trial.rollout.phase)")
            return
        }
        #expect(trial.weights == [])
        #expect(trial.isBackOnStable)
        #expect(trial.world.failed == [:])
    }

    @Test(arguments: Measure.offered)
    func `a number over its ceiling rolls back`(_ measure: Measure) async {
        let name = MetricName(rawValue: "offered")
        let plan = Plan.short {
            $0.criteria = [Criterion(name, measure, above: 85, minimumSamples: 1)]
        }
        let trial = await released(plan) { $0.readings[name] = .init(95, of: 100) }
        #expect(trial.rollbackCause == "offered")
        #expect(trial.isBackOnStable)
    }

    @Test func `a criterion that only holds waits for a person`() async {
        let plan = Plan.short { $0.criteria[0].onWorse = .hold }
        let world = SimulatedWorld(behaviours: ["2.0": Behaviour { $0.errorShare = 0.5 }])
        let trial = Trial(plan, in: world)
        let helm = trial.steer()
        trial.advance(helm, atMost: .seconds(30)) { $0.rollout.hold != nil }
        trial.advance(helm, atMost: .seconds(20))
        #expect(trial.rollout.hold?.metric == .errorRate)
        #expect(trial.rollout.outcome == nil)
        trial.command(.rollback)
        #expect(trial.outcome(helm) == .rolledBack(.person(.ada, reason: nil)))
        await helm.kill()
    }

    @Test func `a router lost during a rollback is asked until it answers`() async {
        let world = SimulatedWorld()
        let trial = Trial(in: world)
        let helm = trial.steer()
        trial.advance(helm, atMost: .seconds(30)) { $0.rollout.stage == 1 }
        world.fault { $0.isRouterLost = true }
        trial.command(.rollback)
        trial.advance(helm, atMost: .seconds(5))
        #expect(world.weight > .zero)
        world.fault { $0.isRouterLost = false }
        #expect(trial.outcome(helm) != nil)
        await helm.kill()
        #expect(trial.isBackOnStable)
        #expect(world.violations == [])
    }

    @Test func `a router that stays lost makes the rollback fail with what is left to do`() async {
        let world = SimulatedWorld()
        let trial = Trial(in: world)
        let helm = trial.steer()
        trial.advance(helm, atMost: .seconds(30)) { $0.rollout.stage == 1 }
        world.fault { $0.isRouterLost = true }
        trial.command(.rollback)
        guard case .rollbackFailed(_, let left) = trial.outcome(helm) else {
            Issue.record("ended as \(trial.rollout.phase)")
            return
        }
        await helm.kill()
        #expect(left.contains("Return traffic at the router by hand"))
    }
}

extension Measure {
    /// Everything instances offer beside their requests.
    static let offered: [Measure] = [
        .failureShare(OpenMetricsQuery(family: "a", over: "b")),
        .saturation(OpenMetricsQuery(family: "a", over: "b")),
        .sharedLevel(OpenMetricsQuery(family: "a"), unit: "jobs"),
        .level(OpenMetricsQuery(family: "a"), unit: "jobs"),
    ]
}

extension Trial {
    /// The criterion behind the rollback; nil for another end.
    var rollbackCause: String? {
        guard case .rolledBack(.criterion(let metric, _)) = rollout.outcome else { return nil }
        return metric.rawValue
    }

    /// Whether users are where they were before the release, and nothing else is left running.
    var isBackOnStable: Bool {
        let stable = rollout.instances(of: .stable).map(\.id)
        return world.weight == .zero && world.running == stable && world.taking(.stable) == stable
    }
}
