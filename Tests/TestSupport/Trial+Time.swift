package import RolloutCore
import RolloutSimulation

extension Trial {
    /// Lets simulated time pass step by step while the steward works, until `condition` holds.
    ///
    /// Returns whether it did within `span` of simulated time.
    @discardableResult
    package func advance(
        _ helm: Helm,
        atMost span: Duration,
        until condition: (Trial) -> Bool = { _ in false }
    ) -> Bool {
        let end = world.clock.now + span
        settle()
        confirmRemoval()
        while !condition(self) {
            guard world.clock.now < end, !helm.isOver, !helm.stewardship.isOver else {
                return condition(self)
            }
            world.advance(by: SimulatedWorld.step)
            settle()
            confirmRemoval()
        }
        return true
    }

    /// Lets time pass until the release is over and its messages are sent or given up; nil when it
    /// is not over after `limit`.
    package func outcome(_ helm: Helm, within limit: Duration = .seconds(120)) -> Outcome? {
        advance(helm, atMost: limit) { $0.isOver && $0.rollout.isSettled }
        return rollout.outcome
    }

    /// Carries the whole release out with one steward.
    package func carryOut(within limit: Duration = .seconds(120)) async -> Outcome? {
        let helm = steer()
        let outcome = outcome(helm, within: limit)
        await helm.kill()
        return outcome
    }

    /// Lets everybody do what can be done at this moment of simulated time.
    package func settle() { executor.runUntilIdle() }

    /// Says `contract` once the release waits for nothing else, as a person at the screen would.
    private func confirmRemoval() {
        guard confirmsRemoval, rollout.plan.migrations != nil, case .contracting = rollout.phase,
            rollout.schema.confirmed == nil,
            rollout.schema.left == nil, rollout.hookRuns.isEmpty, shelf.waiting.isEmpty
        else { return }
        command(.contract(later: false))
    }

    /// Looked for among the last entries only: remarks may follow the end.
    private var isOver: Bool {
        shelf.entries.suffix(4).contains { entry in
            if case .ended = entry.event { entry.release == release } else { false }
        }
    }
}
