import RolloutCore
import RolloutSimulation
import TestSupport
import Testing

/// The whole release model from beginning to end, with everything a plan may have.
@Suite struct WholeReleaseTests {
    private static let modes: [WorkerMode] = [.overlap, .exclusive]

    @Test(arguments: modes)
    func `a sound release goes through all it has and succeeds`(_ mode: WorkerMode) async {
        let trial = Trial(.everything(mode))
        #expect(await trial.carryOut() == .succeeded)
        #expect(trial.world.violations == [])
        #expect(trial.world.failed == [:])
        #expect(trial.repeatedDeeds == [])
        #expect(trial.world.database?.schema == SchemaState(rawValue: "3"))
        #expect(trial.world.flag("new_checkout") == .bool(true))
        #expect(trial.undone == [])
    }

    @Test(arguments: modes)
    func `a rollback at half-way leaves all as it was but the expanded schema`(
        _ mode: WorkerMode
    ) async {
        let trial = Trial(.everything(mode))
        let helm = trial.steer()
        trial.advance(helm, atMost: .seconds(60)) { $0.rollout.stage == 2 }
        trial.advance(helm, atMost: .seconds(1))
        trial.command(.rollback)
        #expect(trial.outcome(helm) == .rolledBack(.person(.ada, reason: nil)))
        await helm.kill()
        #expect(trial.world.violations == [])
        #expect(trial.world.failed == [:])
        #expect(trial.isBackAtWork)
        #expect(trial.world.database?.schema == SchemaState(rawValue: "2"))
        #expect(trial.world.flag("new_checkout") == nil)
        #expect(trial.undone == [])
    }

    @Test(arguments: modes)
    func `every job is done once, and never by two revisions where that is exclusive`(
        _ mode: WorkerMode
    ) async throws {
        let trial = Trial(.everything(mode))
        #expect(await trial.carryOut() == .succeeded)
        trial.world.advance(by: .seconds(5))
        let jobs = trial.world.jobs
        #expect(jobs.done > 50)
        #expect(jobs.begunAgain == 0)
        #expect(jobs.waiting < 4)
        let old = trial.world.consumptions.filter { $0.revision == "1.0" }
        let new = trial.world.consumptions.filter { $0.revision == "2.0" }
        let last = try #require(old.compactMap(\.done).max())
        let first = try #require(new.map(\.began).min())
        #expect(mode == .exclusive ? last <= first : first < last)
    }

    @Test func `the next release starts from what the last one left`() async {
        let world = SimulatedWorld()
        let first = Trial(.everything(), in: world)
        first.confirmsRemoval = false
        let helm = first.steer()
        first.advance(helm, atMost: .seconds(60)) { $0.rollout.phase.name == "contracting" }
        first.advance(helm, atMost: .seconds(1))
        first.command(.contract(later: true))
        #expect(first.outcome(helm) == .succeeded)
        await helm.kill()
        let next = Plan.everything {
            $0.canary.label = "3.0"
            $0.canary.digest = .fixture("3.0")
        }
        let second = Trial(next: first, plan: next)
        #expect(await second.carryOut() == .succeeded)
        #expect(world.violations == [])
        #expect(world.failed == [:])
    }
}

extension Trial {
    /// Whether users and jobs are where they were before the release, and nothing else runs.
    var isBackAtWork: Bool {
        let stable = rollout.instances(of: .stable).map(\.id)
        let workers = rollout.workforce.members(of: .stable).map(\.id)
        return world.weight == .zero && world.taking(.stable) == stable
            && Set(world.running) == Set(stable + workers)
    }

    /// What a release that is over has left undone, in sentences.
    var undone: [String] {
        var left: [String] = []
        let jobs = world.jobs
        if jobs.lost > 0 { left.append("\(jobs.lost) jobs lost") }
        if jobs.doneTwice > 0 { left.append("\(jobs.doneTwice) jobs done twice") }
        for message in rollout.outbox.waiting { left.append("message \(message.id) not sent") }
        let dropped = events.count { if case .notificationDropped = $0 { true } else { false } }
        if dropped > 0 { left.append("\(dropped) messages dropped") }
        return left
    }
}
