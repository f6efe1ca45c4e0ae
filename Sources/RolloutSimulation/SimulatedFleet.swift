package import RolloutCore
package import RolloutEngine

/// Processes that exist only in the simulated world, and outlive whoever started them.
package struct SimulatedFleet: Fleet {
    private let world: SimulatedWorld
    private let steward: Stewardship

    /// The fleet of that world, as one steward reaches it.
    package init(world: SimulatedWorld, steward: Stewardship = Stewardship()) {
        self.world = world
        self.steward = steward
    }

    package func run(_ launch: Launch) -> AsyncThrowingStream<InstanceReport, any Error> {
        AsyncThrowingStream { continuation in
            guard !steward.isOver else {
                continuation.finish(throwing: CancellationError())
                return
            }
            world.with { $0.run(launch, continuation) }
        }
    }

    package func stop(_ id: InstanceID, grace: Duration) async throws -> Exit {
        try steward.check()
        let exit = await withCheckedContinuation { continuation in
            world.with { $0.stop(id, grace: grace, continuation) }
        }
        try steward.check()
        return exit
    }

    package func lastLines(of id: InstanceID, count: Int) async -> [String] {
        world.with { state in
            guard let process = state.processes[id] else { return [] }
            let last = process.state == .crashed ? [process.behaviour.lastLine] : []
            let first = process.endpoint.map { "listening on \($0)" } ?? "waiting for jobs"
            let lines = [first] + last
            return Array(lines.suffix(count))
        }
    }

    /// What the revision is and what the world is configured with, readable.
    package func fingerprint(of revision: Revision) async -> String {
        let commands = revision.process.command + (revision.worker.map { ["|"] + $0.command } ?? [])
        return world.with {
            ([revision.digest.short] + commands + [$0.configuration]).joined(separator: " ")
        }
    }

    package func preflight(_ revision: Revision, count: Int) async -> [Check] {
        world.with { state in
            let worker = revision.worker == nil ? [] : ["worker program", "worker environment"]
            return (["artifact", "environment", "ports"] + worker).map { name in
                let isAltered = state.behaviours[revision.label]?.isAltered == true
                let fails =
                    state.faults.failingChecks.contains(name) || (name == "artifact" && isAltered)
                return Check(
                    name: name,
                    passed: !fails,
                    finding: fails
                        ? "\(name) of \(revision.label) is not as planned" : "as planned",
                    took: .milliseconds(1)
                )
            }
        }
    }
}
