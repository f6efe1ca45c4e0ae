import RolloutCore
import RolloutEngine
import RolloutSimulation
import TestSupport
import Testing

@Suite struct WorldFaultTests {
    @Test func `a shift that is not confirmed is asked for again and is no second shift`() async {
        let trial = Trial()
        trial.world.fault { $0.unconfirmedShifts = 2 }
        #expect(await trial.carryOut() == .succeeded)
        #expect(trial.repeatedDeeds == [])
        #expect(trial.world.violations == [])
    }

    @Test func `refused admissions, shifts and starts are tried again`() async {
        let trial = Trial()
        trial.world.fault {
            $0.refusedAdmissions = 2
            $0.refusedShifts = 2
            $0.refusedStarts = 2
        }
        #expect(await trial.carryOut() == .succeeded)
        #expect(trial.rollout.failures == [:])
        let recovered = trial.events.count {
            if case .operationRecovered = $0 { true } else { false }
        }
        #expect(recovered >= 3)
    }

    @Test func `a router lost for a while holds the release and is used again`() async {
        let trial = Trial()
        trial.world.fault(after: .milliseconds(2_500)) { $0.isRouterLost = true }
        trial.world.fault(after: .seconds(12)) { $0.isRouterLost = false }
        let helm = trial.steer()
        trial.advance(helm, atMost: .seconds(11))
        #expect(trial.weights.count < 3)
        #expect(trial.rollout.split.observed == nil)
        #expect(trial.outcome(helm) == .succeeded)
        await helm.kill()
        #expect(trial.world.violations == [])
    }

    @Test func `without measurements the gate stays closed`() async {
        let trial = Trial()
        trial.world.fault(after: .milliseconds(1_500)) { $0.areMetricsLost = true }
        let helm = trial.steer()
        trial.advance(helm, atMost: .seconds(30))
        #expect(trial.rollout.outcome == nil)
        #expect(trial.weights.count <= 2)
        trial.world.fault { $0.areMetricsLost = false }
        #expect(trial.outcome(helm) == .succeeded)
        await helm.kill()
    }

    @Test func `a stable instance that dies holds the gate until it is back`() async {
        let trial = Trial()
        let helm = trial.steer()
        trial.advance(helm, atMost: .seconds(30)) { $0.rollout.stage == 1 }
        trial.world.kill(trial.rollout.instances(of: .stable)[0].id)
        #expect(trial.outcome(helm) == .succeeded)
        await helm.kill()
        #expect(trial.world.violations == [])
        let restarts = trial.world.deeds.filter {
            if case .started(_, attempt: 1) = $0 { true } else { false }
        }
        #expect(restarts.count == 1)
    }

    @Test func `one crash of the canary is forgiven and its instance comes back`() async {
        let trial = Trial()
        let helm = trial.steer()
        trial.advance(helm, atMost: .seconds(30)) { $0.rollout.stage == 1 }
        trial.world.kill(trial.rollout.instances(of: .canary)[0].id)
        // What the killed process leaves unanswered are errors of the canary; with 400 requests a
        // second and retries at the router they are few.
        let outcome = trial.outcome(helm)
        await helm.kill()
        #expect(outcome == .succeeded)
        #expect(trial.world.violations == [])
    }

    @Test func `an instance that came back after a crash stays in the router for a new steward`()
        async
    {
        let trial = Trial(.short { $0.stages[1].gate = .person })
        let first = trial.steer()
        trial.advance(first, atMost: .seconds(30)) { $0.rollout.stage == 1 }
        let id = trial.rollout.instances(of: .stable)[0].id
        trial.world.kill(id)
        trial.advance(first, atMost: .seconds(5))
        #expect(trial.world.taking(.stable).contains(id))
        await first.kill()
        let second = trial.steer()
        trial.advance(second, atMost: .seconds(2))
        #expect(trial.world.taking(.stable).contains(id))
        await second.kill()
        #expect(trial.world.violations == [])
    }

    @Test func `open requests are waited for, and cut only after their limit, on record`() async {
        let trial = Trial()
        let helm = trial.steer()
        trial.advance(helm, atMost: .seconds(60)) { $0.rollout.phase.name == "warm" }
        let slow = trial.rollout.instances(of: .stable)[0].id
        trial.world.openRequests(2, on: slow, lasting: .seconds(60))
        #expect(trial.outcome(helm) == .succeeded)
        await helm.kill()
        #expect(trial.world.violations == [])
        let left = trial.events.compactMap { event -> Int? in
            guard case .instanceDrained(slow, let left, _) = event else { return nil }
            return left
        }
        #expect(left == [2])
    }

    @Test func `a router whose weight was changed by hand is set right`() async throws {
        let trial = Trial(.short { $0.stages[1].bake = .seconds(5) })
        let helm = trial.steer()
        trial.advance(helm, atMost: .seconds(30)) {
            $0.rollout.stage == 1 && $0.rollout.split.isConfirmed
        }
        _ = try await trial.world.ports().router.shift(to: Weight(percent: 70))
        trial.advance(helm, atMost: .seconds(2))
        #expect(trial.world.weight == Weight(percent: 25))
        #expect(trial.outcome(helm) == .succeeded)
        await helm.kill()
    }
}
