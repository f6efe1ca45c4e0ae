import RolloutCore
import RolloutSimulation
import Synchronization
import TestSupport
import Testing

@Suite struct CommandTests {
    @Test func `a paused release stays where it is and goes on when resumed`() async {
        let trial = Trial()
        let helm = trial.steer()
        trial.advance(helm, atMost: .seconds(30)) { $0.rollout.stage == 1 }
        trial.command(.pause, reason: "lunch")
        trial.advance(helm, atMost: .seconds(10))
        #expect(trial.weights == [5, 25])
        #expect(trial.rollout.pause?.reason == "lunch")
        trial.command(.resume)
        #expect(trial.outcome(helm) == .succeeded)
        await helm.kill()
    }

    @Test func `a person's gate opens for a person only`() async {
        let trial = Trial(.short { $0.stages[0].gate = .person })
        let helm = trial.steer()
        trial.advance(helm, atMost: .seconds(15))
        #expect(trial.weights == [5])
        trial.command(.advance(full: false, override: false))
        #expect(trial.outcome(helm) == .succeeded)
        await helm.kill()
    }

    @Test func `advancing fully opens the gates and leaves the warm time`() async {
        let plan = Plan.short {
            $0.stages = $0.stages.map {
                Stage(weight: $0.weight, bake: .seconds(60), gate: .person)
            }
            $0.warm = .seconds(10)
        }
        let trial = Trial(plan)
        let helm = trial.steer()
        trial.advance(helm, atMost: .seconds(30)) { $0.rollout.stage == 0 }
        trial.advance(helm, atMost: .seconds(3))
        trial.command(.advance(full: true, override: false))
        trial.advance(helm, atMost: .seconds(30)) { $0.rollout.phase.name == "warm" }
        let began = trial.world.clock.now
        #expect(trial.outcome(helm) == .succeeded)
        #expect(trial.world.clock.now - began > .seconds(9))
        await helm.kill()
    }

    @Test func `a step back lowers the weight and waits there`() async {
        let trial = Trial()
        let helm = trial.steer()
        trial.advance(helm, atMost: .seconds(30)) { $0.rollout.stage == 2 }
        trial.command(.stepBack)
        trial.advance(helm, atMost: .seconds(10))
        #expect(trial.weights == [5, 25, 50, 25])
        #expect(trial.world.weight == Weight(percent: 25))
        trial.command(.advance(full: false, override: false))
        #expect(trial.outcome(helm) == .succeeded)
        await helm.kill()
        #expect(trial.world.violations == [])
    }

    @Test func `a refused command is answered with the reason`() async {
        let trial = Trial()
        let helm = trial.steer()
        trial.command(.stepBack)
        trial.advance(helm, atMost: .seconds(1))
        #expect(trial.shelf.waiting == [])
        let refused = trial.events.contains { event in
            guard case .rejected(let command, let rejection) = event else { return false }
            return command.verb == .stepBack && rejection.sentence.hasPrefix("not stepped back")
        }
        #expect(refused)
        await helm.kill()
    }

    @Test func `a command is on record within two looks of the steward`() async {
        let trial = Trial()
        let helm = trial.steer()
        trial.advance(helm, atMost: .seconds(2))
        trial.command(.annotate, reason: "looks fine")
        trial.advance(helm, atMost: SimulatedWorld.step * 2)
        #expect(trial.events.contains(.annotated("looks fine", by: .ada)))
        await helm.kill()
    }

    @Test(arguments: ["preflight", "starting", "shifting", "baking", "warm", "retiring"])
    func `a rollback by a person ends on stable from every phase`(_ phase: String) async {
        let world = SimulatedWorld()
        let trial = Trial(in: world)
        let helm = trial.steer()
        if phase == "shifting" { world.fault { $0.refusedShifts = 40 } }
        if phase != "preflight" {
            trial.advance(helm, atMost: .seconds(60)) { trial in
                if trial.rollout.phase.name == "warm", phase == "retiring" {
                    world.openRequests(
                        1,
                        on: trial.rollout.instances(of: .stable)[0].id,
                        lasting: .seconds(2)
                    )
                }
                return trial.rollout.phase.name == phase
            }
        }
        world.fault { $0.refusedShifts = 0 }
        trial.command(.rollback, reason: "drill")
        let outcome = trial.outcome(helm)
        await helm.kill()
        let isEarly = phase == "preflight" || phase == "starting"
        let expected: Outcome =
            isEarly ? .aborted(.ada) : .rolledBack(.person(.ada, reason: "drill"))
        #expect(outcome == expected)
        #expect(trial.isBackOnStable)
        #expect(world.violations == [])
    }

    @Test func `a command that came too late is answered before the steward leaves`() async {
        let late = Mutex<MemoryJournal.Shelf?>(nil)
        let shelf = MemoryJournal.Shelf { _, isBefore in
            guard !isBefore, let shelf = late.withLock({ $0 }),
                case .ended = shelf.entries.last?.event
            else { return }
            shelf.leave(Command(.pause, by: .ada, reason: nil, seen: nil))
        }
        late.withLock { $0 = shelf }
        let trial = Trial(shelf: shelf)
        #expect(await trial.carryOut() == .succeeded)
        #expect(shelf.waiting.isEmpty)
        guard case .rejected(_, let answer) = trial.events.last else {
            Issue.record("the last entry is \(String(describing: trial.events.last))")
            return
        }
        #expect(answer.sentence.contains("is over"))
        late.withLock { $0 = nil }
    }
}
