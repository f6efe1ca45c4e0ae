import RolloutCore
import RolloutEngine
import RolloutSimulation
import Synchronization
import TestSupport
import Testing

/// A judge that is set by the service's past before a release does anything.
@Suite struct PreparedJudgeTests {
    /// Knows one past, and how often it was asked for it.
    private final class Knower: Historian {
        let asked = Mutex(0)
        let preparation: JudgePreparation

        init(_ preparation: JudgePreparation) { self.preparation = preparation }

        func prepare(for plan: Plan, before now: Timestamp) async -> JudgePreparation {
            asked.withLock { $0 += 1 }
            return preparation
        }
    }

    private static let plan = Plan.short {
        $0.instanceCount = 2
        $0.criteria = [
            Criterion(.errorRate, .errorRate, tolerate: 10, minimumSamples: 5)
        ]
        $0.judge.warmUp = .zero
        $0.stages = [25, 100].map { Stage(weight: Weight(percent: $0), bake: .milliseconds(500)) }
        $0.warm = .seconds(1)
    }

    /// Half an hour of two slices without a burst.
    private static var preparation: JudgePreparation {
        var history = RehearsalHistory(sliceCount: 2)
        for second in 0..<1_800 {
            history.append(
                (0..<2).map { slice in
                    ArmCounts(requests: 30, errors: (second + slice * 31) % 62 == 0 ? 1 : 0)
                }
            )
        }
        return JudgePreparation(rehearsal: .rehearse(on: history), source: "own observation")
    }

    /// A release whose steward is killed at one append, nil when it has no so many.
    private func recovered(from append: Int, isBefore: Bool, _ knower: Knower) async -> Trial? {
        let world = SimulatedWorld(requestsPerSecond: 60)
        let hand = Hand(append: append, isBefore: isBefore)
        let trial = Trial(Self.plan, in: world, shelf: MemoryJournal.Shelf(hand: hand))
        trial.historian = knower
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

    private func preparations(_ trial: Trial) -> [Int] {
        trial.events.indices.filter {
            if case .judgePrepared = trial.events[$0] { true } else { false }
        }
    }

    @Test(arguments: [true, false])
    func `a judge is set once and stays so whatever entry its steward dies at`(
        _ isBefore: Bool
    ) async throws {
        let knower = Knower(Self.preparation)
        var append = 1
        while let trial = await recovered(from: append, isBefore: isBefore, knower) {
            let places = preparations(trial)
            #expect(places.count == 1, "killed at append \(append)")
            let done = trial.events.firstIndex {
                if case .preflightFinished = $0 { true } else { false }
            }
            #expect(try #require(places.first) < #require(done), "killed at append \(append)")
            let judge = try #require(trial.rollout.window.differences.first?.judge)
            #expect(judge.settings.calibration.isRehearsed, "killed at append \(append)")
            #expect(judge[.errorShare]?.terms.blockSeconds == 1, "killed at append \(append)")
            let folded = try #require(Rollout(folding: trial.entries))
            #expect(folded.window == trial.rollout.window, "killed at append \(append)")
            append += 1
        }
        #expect(append > 20, "only \(append) appends were tried")
    }

    @Test func `nobody is asked where nothing is judged by it`() async {
        let knower = Knower(Self.preparation)
        var plan = Self.plan
        plan.criteria = [Criterion(.errorRate, .errorRate, above: 5, minimumSamples: 5)]
        let trial = Trial(plan, in: SimulatedWorld(requestsPerSecond: 60))
        trial.historian = knower
        let helm = trial.steer()
        _ = trial.outcome(helm)
        await helm.kill()
        #expect(knower.asked.withLock { $0 } == 0)
        #expect(preparations(trial) == [])
    }

    @Test func `without a past the judge says that it is unrehearsed`() async throws {
        let trial = Trial(Self.plan, in: SimulatedWorld(requestsPerSecond: 60))
        trial.historian = Knower(JudgePreparation(rehearsal: .unrehearsed()))
        let helm = trial.steer()
        _ = trial.outcome(helm)
        await helm.kill()
        let judge = try #require(trial.rollout.window.differences.first?.judge)
        #expect(!judge.settings.calibration.isRehearsed)
        #expect(trial.rollout.judgePreparation?.sentence.hasPrefix("unrehearsed") == true)
    }
}
