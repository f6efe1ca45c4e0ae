import RolloutCore
import RolloutSimulation
import Synchronization
import TestSupport
import Testing

/// Where in an append the steward is killed.
enum Instant: CaseIterable {
    /// Nothing of it was written; everything decided before was done.
    case before
    /// It was written, and nothing of it was done.
    case after
}

@Suite struct RecoveryTests {
    /// As short as a release with every phase can be, because it is carried out once per entry.
    private static let plan = Plan.short {
        $0.instanceCount = 2
        $0.stages = [25, 100].map { Stage(weight: Weight(percent: $0), bake: .milliseconds(500)) }
        $0.warm = .seconds(1)
    }

    /// Carries a release out with a steward that is killed at one append, then with a new one.
    private func recovered(
        from append: Int,
        _ instant: Instant,
        behaviour: Behaviour = Behaviour()
    ) async -> Trial? {
        let world = SimulatedWorld(requestsPerSecond: 60, behaviours: ["2.0": behaviour])
        let hand = Hand(append: append, isBefore: instant == .before)
        let trial = Trial(Self.plan, in: world, shelf: MemoryJournal.Shelf(hand: hand))
        let first = trial.steer()
        hand.hold(first.stewardship)
        trial.advance(first, atMost: .seconds(90)) { _ in first.stewardship.isOver }
        let wasKilled = first.stewardship.isOver
        await first.kill()
        guard wasKilled else { return nil }
        let second = trial.steer()
        _ = trial.outcome(second)
        await second.kill()
        return trial
    }

    @Test(arguments: Instant.allCases)
    func `a release ends the same whatever entry its steward dies at`(_ instant: Instant) async {
        var append = 1
        while let trial = await recovered(from: append, instant) {
            #expect(trial.rollout.outcome == .succeeded, "killed at append \(append)")
            #expect(trial.world.violations == [], "killed at append \(append)")
            #expect(trial.world.failed == [:], "killed at append \(append)")
            #expect(trial.weights == [25, 100], "killed at append \(append)")
            #expect(trial.repeatedDeeds == [], "killed at append \(append)")
            append += 1
        }
        #expect(append > 30, "only \(append) appends were tried")
    }

    @Test(arguments: Instant.allCases)
    func `a rollback ends the same whatever entry its steward dies at`(_ instant: Instant) async {
        let bad = Behaviour { $0.errorShare = 0.5 }
        var append = 1
        while let trial = await recovered(from: append, instant, behaviour: bad) {
            guard case .rolledBack(.criterion(.errorRate, _)) = trial.rollout.outcome else {
                Issue.record("killed at append \(append): \(trial.rollout.phase)")
                return
            }
            #expect(trial.world.violations == [], "killed at append \(append)")
            #expect(trial.world.weight == .zero, "killed at append \(append)")
            #expect(trial.world.running.count == 2, "killed at append \(append)")
            #expect(trial.repeatedDeeds == [], "killed at append \(append)")
            append += 1
        }
        #expect(append > 20, "only \(append) appends were tried")
    }
}
