package import RolloutCore
package import RolloutEngine

/// Measures the simulated world: what its requests really met, second by second.
package struct SimulatedMetrics: MetricSource {
    private let world: SimulatedWorld
    private let steward: Stewardship

    /// The measurements of that world, as one steward reads them.
    package init(world: SimulatedWorld, steward: Stewardship = Stewardship()) {
        self.world = world
        self.steward = steward
    }

    package func preflight(_ criteria: [Criterion], roster: Roster) async -> [Check] {
        world.with { state in
            let hasData = !state.faults.areMetricsLost && !roster.members.isEmpty
            return [
                Check(
                    name: "metrics",
                    passed: hasData,
                    finding: hasData ? "all criteria have data" : "no data from stable",
                    took: .milliseconds(1)
                )
            ]
        }
    }

    package func samples(
        _ criteria: [Criterion],
        roster: @escaping @Sendable () -> Roster
    )
        -> AsyncStream<Sample>
    {
        AsyncStream { continuation in
            guard !steward.isOver else {
                continuation.finish()
                return
            }
            world.with { state in
                let watcher = MetricWatcher(
                    criteria: criteria,
                    roster: roster,
                    continuation: continuation,
                    next: state.now.second
                )
                state.metricWatchers.append(watcher)
            }
        }
    }
}
