import RolloutCore
import RolloutEngine
import RolloutSimulation
import TestSupport
import Testing

@Suite struct JournalFailureTests {
    @Test func `nothing is done while the journal cannot be written, and all of it afterwards`()
        async
    {
        let trial = Trial()
        let helm = trial.steer()
        trial.advance(helm, atMost: .seconds(30)) { $0.rollout.stage == 1 }
        trial.shelf.fill(true)
        trial.advance(helm, atMost: .milliseconds(500))
        let deeds = trial.world.deeds
        let entries = trial.entries.count
        trial.advance(helm, atMost: .seconds(10))
        #expect(trial.world.deeds == deeds)
        #expect(trial.entries.count == entries)
        trial.shelf.fill(false)
        #expect(trial.outcome(helm) == .succeeded)
        await helm.kill()
        #expect(trial.world.violations == [])
    }

    @Test func `single failed writes are tried again without a second effect`() async {
        let trial = Trial()
        let helm = trial.steer()
        for _ in 0..<8 {
            trial.shelf.refuse(2)
            trial.advance(helm, atMost: .milliseconds(900))
        }
        #expect(trial.outcome(helm) == .succeeded)
        await helm.kill()
        #expect(trial.repeatedDeeds == [])
    }

    @Test func `a steward that lost its lease ends at once and does nothing more`() async {
        let trial = Trial()
        let first = trial.steer()
        trial.advance(first, atMost: .seconds(30)) { $0.rollout.stage == 1 }
        _ = MemoryJournal(on: trial.shelf)
        trial.advance(first, atMost: .seconds(2)) { _ in first.isOver }
        #expect(await first.end == .leaseLost("steward 2"))
        let deeds = trial.world.deeds
        trial.world.advance(by: .seconds(20))
        trial.settle()
        #expect(trial.world.deeds == deeds)
    }

    @Test func `a release whose end is on record needs no steward`() async {
        let trial = Trial()
        _ = await trial.carryOut()
        let helm = trial.steer()
        #expect(await helm.end == .over(.succeeded))
    }

    @Test func `a cancelled steward leaves the release to the next one`() async {
        let trial = Trial()
        let first = trial.steer()
        trial.advance(first, atMost: .seconds(30)) { $0.rollout.stage == 1 }
        first.cancel()
        #expect(await first.end == .cancelled)
        #expect(await trial.carryOut() == .succeeded)
        #expect(trial.repeatedDeeds == [])
    }

    @Test func `gates wait while nobody watches and the plan says so`() async {
        let trial = Trial()
        trial.shelf.watch(0)
        let helm = trial.steer()
        trial.advance(helm, atMost: .seconds(15))
        #expect(trial.weights == [5])
        trial.shelf.watch(1)
        #expect(trial.outcome(helm) == .succeeded)
        await helm.kill()
    }
}
