import RolloutCore
import RolloutSimulation
import TestSupport
import Testing

/// Whole releases in which things go wrong by chance, the same for the same seed.
@Suite struct SeededReleaseTests {
    /// The seeds of every run; one that ever failed is added with what made it pass.
    static let seeds: [UInt64] = Array(1...200)

    private func plan(_ numbers: inout SplitMix64) -> Plan {
        .everything(numbers.unit() < 0.5 ? .overlap : .exclusive) {
            $0.instanceCount = 2
            $0.stages = [25, 50, 100].map {
                Stage(weight: Weight(percent: $0), bake: .milliseconds(500))
            }
            $0.warm = .seconds(1)
            $0.workers?.watch = .milliseconds(300)
            $0.hooks = [.fixture(.before(.shift)), .fixture(.after(.retire))]
        }
    }

    /// Has up to three things go wrong, each for a while, at moments by chance.
    private func disturb(_ world: SimulatedWorld, _ numbers: inout SplitMix64) {
        for _ in 0..<Int(numbers.unit() * 4) {
            let fault = Int(numbers.unit() * 9)
            let after = Duration.milliseconds(Int(numbers.unit() * 15_000))
            let length = Duration.milliseconds(200 + Int(numbers.unit() * 3_000))
            world.fault(after: after) { Self.set(fault, true, &$0) }
            world.fault(after: after + length) { Self.set(fault, false, &$0) }
        }
        if numbers.unit() < 0.3 { world.hooks.fault("before shift", .unheard) }
        if numbers.unit() < 0.3 { world.receivers.fault(0, .overloaded, times: 3) }
        if numbers.unit() < 0.3 { world.receivers.fault(1, .unheard) }
        if numbers.unit() < 0.2 {
            world.behave("2.0", Behaviour { $0.crashesAfter = .milliseconds(900) })
        }
        if numbers.unit() < 0.2 { world.behave("2.0", Behaviour { $0.errorShare = 0.4 }) }
    }

    private static func set(_ fault: Int, _ isOn: Bool, _ faults: inout Faults) {
        switch fault {
        case 0: faults.isRouterLost = isOn
        case 1: faults.refusedShifts = isOn ? 2 : 0
        case 2: faults.unconfirmedShifts = isOn ? 1 : 0
        case 3: faults.refusedAdmissions = isOn ? 2 : 0
        case 4: faults.refusedStarts = isOn ? 2 : 0
        case 5: faults.areMetricsLost = isOn
        case 6: faults.areFlagsLost = isOn
        case 7: faults.unconfirmedFlags = isOn ? 1 : 0
        default: faults.lostExternals = isOn ? ["payments"] : []
        }
    }

    /// Steers with stewards that die now and then; a person resumes what is held, and turns back
    /// some releases.
    private func carryOut(_ trial: Trial, _ numbers: inout SplitMix64) async -> Outcome? {
        let turnsBack = numbers.unit() < 0.25 ? Int(numbers.unit() * 8) : nil
        for round in 0..<8 {
            let helm = trial.steer()
            let span = Duration.milliseconds(500 + Int(numbers.unit() * 4_000))
            trial.advance(helm, atMost: round < 7 ? span : .seconds(90)) { trial in
                trial.rollout.isSettled || (round == 7 && trial.rollout.hold != nil)
            }
            if trial.rollout.isSettled {
                await helm.kill()
                return trial.rollout.outcome
            }
            if turnsBack == round { trial.command(.rollback) }
            if trial.rollout.hold != nil { trial.command(.resume) }
            if round == 7 { _ = trial.outcome(helm, within: .seconds(90)) }
            await helm.kill()
        }
        return trial.rollout.outcome
    }

    @Test(arguments: seeds)
    func `whatever goes wrong, no invariant is broken and the release ends`(
        _ seed: UInt64
    ) async {
        var numbers = SplitMix64(seed: seed)
        let world = SimulatedWorld(seed: seed, requestsPerSecond: 60)
        let plan = plan(&numbers)
        let trial = Trial(plan, in: world)
        disturb(world, &numbers)
        let outcome = await carryOut(trial, &numbers)
        #expect(outcome != nil, "seed \(seed) stays \(trial.rollout.phase)")
        #expect(world.violations == [], "seed \(seed)")
        #expect(trial.rollout == Rollout(folding: trial.entries), "seed \(seed)")
        let jobs = world.jobs
        #expect(jobs.lost == 0 && jobs.doneTwice == 0, "seed \(seed)")
    }
}
