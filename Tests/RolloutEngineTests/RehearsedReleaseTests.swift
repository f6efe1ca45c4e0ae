import RolloutCore
import RolloutSimulation
import TestSupport
import Testing

@Suite struct RehearsedReleaseTests {
    @Test func `the rehearsal's instance is gone before anything is started`() async {
        let trial = Trial()
        #expect(await trial.carryOut() == .succeeded)
        let id = trial.rollout.rehearsalInstance
        let ended = trial.world.deeds.firstIndex(of: .stopped(id))
        let canary = trial.rollout.instances(of: .canary).map(\.id)
        let started = trial.world.deeds.firstIndex { deed in
            if case .started(let id, _) = deed { canary.contains(id) } else { false }
        }
        #expect(ended.map { ended in started.map { ended < $0 } ?? false } == true)
        #expect(trial.rollout.receipt?.took ?? .zero > .milliseconds(700))
        #expect(!trial.world.deeds.contains(.admitted(id)))
    }

    @Test func `a revision that would not start any more refuses the release`() async {
        let trial = Trial()
        trial.world.behave(
            "1.0",
            Behaviour {
                $0.crashesAfter = .zero
                $0.isNeverReady = true
                $0.lastLine = "the payment library is gone"
            }
        )
        #expect(await trial.carryOut() == .refused)
        #expect(trial.weights == [])
        #expect(trial.rollout.instances(of: .canary) == [])
        #expect(trial.rollout.rehearsal?.finding.contains("would not start any more") == true)
        #expect(trial.world.running.count == 3)
    }

    @Test func `a revision that does not get ready any more refuses the release`() async {
        let trial = Trial()
        trial.world.behave("1.0", Behaviour { $0.isNeverReady = true })
        #expect(await trial.carryOut() == .refused)
        #expect(trial.rollout.rehearsal?.passed == false)
        #expect(trial.world.running.count == 3)
    }
}
