package import RolloutCore
import RolloutSimulation

extension Trial {
    /// Real time after which the next step comes although the engine did not react to the last;
    /// one that had not gone to sleep before the step could not.
    private static let patience = Duration.milliseconds(15)
    /// Steps without a reaction after which an engine counts as stuck.
    private static let stuckAfter = 1_000
    /// Turns without any sign of life after which everybody is taken to wait for the clock.
    private static let quietTurns = 12

    /// Lets simulated time pass step by step while the steward works, until `condition` holds.
    ///
    /// Returns whether it did within `span` of simulated time.
    @discardableResult
    package func advance(
        _ helm: Helm,
        atMost span: Duration,
        until condition: (Trial) -> Bool = { _ in false }
    ) async -> Bool {
        let end = world.clock.now + span
        var silent = 0
        await settle()
        while !condition(self) {
            guard world.clock.now < end, !helm.isOver, !helm.stewardship.isOver else {
                return condition(self)
            }
            let looks = shelf.looks
            let sleeps = world.clock.sleeps
            world.advance(by: SimulatedWorld.step)
            let reacts = await wait {
                helm.isOver || helm.stewardship.isOver || shelf.looks > looks
                    || isStuck(since: sleeps)
            }
            silent = reacts ? 0 : silent + 1
            guard silent < Self.stuckAfter else { return false }
            await settle()
        }
        return true
    }

    /// Lets time pass until the release is over; nil when it is not after `limit`.
    package func outcome(_ helm: Helm, within limit: Duration = .seconds(120)) async -> Outcome? {
        await advance(helm, atMost: limit) { $0.isOver }
        return rollout.outcome
    }

    /// Carries the whole release out with one steward.
    package func carryOut(within limit: Duration = .seconds(120)) async -> Outcome? {
        let helm = steer()
        let outcome = await outcome(helm, within: limit)
        await helm.kill()
        return outcome
    }

    /// Looked for among the last entries only: remarks may follow the end.
    private var isOver: Bool {
        shelf.entries.suffix(4).contains { entry in
            if case .ended = entry.event { entry.release == release } else { false }
        }
    }

    /// With a journal that cannot be written the loop waits there and looks for nothing.
    private func isStuck(since sleeps: Int) -> Bool {
        shelf.isRefusing && world.clock.sleeps > sleeps
    }

    /// Gives everybody a turn until nobody does anything any more.
    package func settle() async {
        var quiet = 0
        var seen = signs
        while quiet < Self.quietTurns {
            await Task.yield()
            quiet = signs == seen ? quiet + 1 : 0
            seen = signs
        }
    }

    private var signs: [Int] {
        [shelf.appends, shelf.looks, world.clock.sleeps, world.deeds.count]
    }

    private func wait(until condition: () -> Bool) async -> Bool {
        let deadline = ContinuousClock.now + Self.patience
        var turns = 0
        while !condition(), ContinuousClock.now < deadline {
            turns += 1
            await Task.yield()
            if turns % 500 == 0 { try? await Task.sleep(for: .milliseconds(1)) }
        }
        return condition()
    }
}
