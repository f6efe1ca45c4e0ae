import RolloutCore
import RolloutSimulation
import TestSupport
import Testing

@Suite struct ReleaseTests {
    @Test func `a sound release goes through all its weights and succeeds`() async {
        let trial = Trial()
        let outcome = await trial.carryOut()
        #expect(outcome == .succeeded)
        #expect(trial.world.violations == [])
        #expect(trial.weights == [5, 25, 50, 100])
    }

    @Test func `a sound release fails no request and leaves only the new revision`() async {
        let trial = Trial()
        _ = await trial.carryOut()
        #expect(trial.world.failed == [:])
        #expect(trial.world.served > 1_000)
        #expect(trial.world.running == trial.rollout.instances(of: .canary).map(\.id))
        #expect(trial.world.taking(.stable) == trial.world.running)
    }

    @Test func `a first release brings the service up without comparing it`() async {
        let trial = Trial(.short { $0.stable = nil })
        #expect(await trial.carryOut() == .succeeded)
        #expect(trial.weights == [100])
        #expect(trial.world.violations == [])
        #expect(trial.world.taking(.stable).count == 3)
    }

    @Test func `failed checks refuse the release before anything is changed`() async {
        let trial = Trial()
        let before = trial.world.deeds
        trial.world.fault { $0.failingChecks = ["ports", "environment"] }
        #expect(await trial.carryOut() == .refused)
        #expect(trial.world.deeds == before)
        #expect(trial.rollout.checks.filter { !$0.passed }.count == 4)
    }

    @Test func `the next release starts from what the last one left`() async {
        let world = SimulatedWorld()
        let first = Trial(in: world)
        #expect(await first.carryOut() == .succeeded)
        let second = Trial(next: first, plan: .short { $0.canary = .fixture("3.0") })
        #expect(await second.carryOut() == .succeeded)
        #expect(world.violations == [])
        #expect(world.failed == [:])
        #expect(world.running == second.rollout.instances(of: .canary).map(\.id))
    }

    @Test func `what the plan depends on is looked at once before anything is changed`() async {
        let payments = ExternalPlan(name: "payments", check: .tcp("127.0.0.1:1"))
        let trial = Trial(.short { $0.externals = [payments] })
        #expect(await trial.carryOut() == .succeeded)
        #expect(trial.rollout.checks.filter { $0.name.contains("payments") }.count == 1)
    }
}
