import RolloutCore
import RolloutSimulation
import TestSupport
import Testing

/// A whole release whose steward dies at one entry after the other: invariant 5.
@Suite struct WholeRecoveryTests {
    /// Which way the release goes, and how its workers change over.
    enum Course: String, CaseIterable {
        case overlap, exclusive, overlapAndBack, exclusiveAndBack

        var mode: WorkerMode { rawValue.hasPrefix("overlap") ? .overlap : .exclusive }

        var isBack: Bool { rawValue.hasSuffix("Back") }

        /// As short as a release with everything in it can be, because it is carried out once per
        /// entry.
        var plan: Plan {
            .whole(mode) {
                $0.instanceCount = 1
                $0.stages = [50, 100].map {
                    Stage(weight: Weight(percent: $0), bake: .milliseconds(500))
                }
                $0.warm = .milliseconds(500)
                $0.workers?.watch = .milliseconds(200)
                $0.criteria = [Criterion(.errorRate, .errorRate, above: 50, minimumSamples: 1)]
                let points: [HookPoint] = [
                    .before(.expand), .before(.workers), .before(.shift), .after(.retire),
                    .before(.contract), .after(.rollback),
                ]
                $0.hooks = points.map { .fixture($0) }
                $0.notifications = [
                    NotificationPlan(
                        url: "http://receiver",
                        format: .json,
                        kinds: [.started, .shifted, .rolledBack, .succeeded]
                    )
                ]
            }
        }
    }

    /// Carries a release out with a steward that is killed at one append, then with a new one; nil
    /// when the release was over before.
    private func recovered(_ course: Course, from append: Int, _ instant: Instant) async -> Trial? {
        let world = SimulatedWorld(requestsPerSecond: 20)
        let hand = Hand(append: append, isBefore: instant == .before)
        let trial = Trial(course.plan, in: world, shelf: MemoryJournal.Shelf(hand: hand))
        let first = trial.steer()
        hand.hold(first.stewardship)
        let isOver: (Trial) -> Bool = { _ in first.stewardship.isOver }
        if course.isBack {
            // Where the flag is set and the workers have changed over.
            trial.advance(first, atMost: .seconds(60)) { isOver($0) || $0.isHalfWay }
            if !first.stewardship.isOver { trial.command(.rollback) }
        }
        trial.advance(first, atMost: .seconds(90), until: isOver)
        let wasKilled = first.stewardship.isOver
        await first.kill()
        guard wasKilled else { return nil }
        let second = trial.steer()
        if course.isBack, trial.rollout.cause == nil, trial.rollout.outcome == nil {
            trial.advance(second, atMost: .seconds(60)) { $0.isHalfWay }
            if trial.shelf.waiting.isEmpty { trial.command(.rollback) }
        }
        _ = trial.outcome(second)
        await second.kill()
        return trial
    }

    private func walk(_ course: Course, _ instant: Instant) async {
        var append = 1
        while let trial = await recovered(course, from: append, instant) {
            let place = Comment("\(course), killed \(instant) append \(append)")
            expectSameEnd(course, trial, place)
            expectNoSecondEffect(trial, place)
            append += 1
        }
        #expect(append > 40, "only \(append) appends were tried")
    }

    private func expectSameEnd(_ course: Course, _ trial: Trial, _ place: Comment) {
        let world = trial.world
        #expect(world.violations == [], place)
        #expect(world.failed == [:], place)
        #expect(trial.undone == [], place)
        #expect(world.jobs.begunAgain == 0, place)
        #expect(trial.rollout == Rollout(folding: trial.entries), place)
        let schema = SchemaState(rawValue: course.isBack ? "2" : "3")
        #expect(world.database?.schema == schema, place)
        guard course.isBack else {
            #expect(trial.rollout.outcome == .succeeded, place)
            #expect(world.flag("new_checkout") == .bool(true), place)
            return
        }
        #expect(trial.rollout.outcome == .rolledBack(.person(.ada, reason: nil)), place)
        #expect(trial.isBackAtWork, place)
        #expect(world.flag("new_checkout") == nil, place)
    }

    /// Commands, weights, processes and flags once; a hook's work once under its key; a message as
    /// often as it was tried, which is once unless its steward died over the answer.
    private func expectNoSecondEffect(_ trial: Trial, _ place: Comment) {
        let world = trial.world
        #expect(trial.repeatedDeeds == [], place)
        #expect(Set(world.hooks.done).count == world.hooks.done.count, place)
        let again = world.receivers.messages.filter { world.receivers.deliveries(of: $0.id) > 1 }
        #expect(again.count <= 1, place)
        for message in again {
            #expect(world.receivers.deliveries(of: message.id) == 2, place)
        }
    }

    @Test(arguments: Course.allCases)
    func `a release ends the same whatever entry its steward dies after`(_ course: Course) async {
        await walk(course, .after)
    }

    @Test(arguments: [Course.exclusive, .overlapAndBack])
    func `a release ends the same whatever entry its steward dies before`(
        _ course: Course
    ) async {
        await walk(course, .before)
    }
}

extension Trial {
    /// At the first weight, with everything changed that changes there.
    fileprivate var isHalfWay: Bool {
        rollout.stage == 0 && rollout.flags["new_checkout"]?.isOurs == true
    }
}
