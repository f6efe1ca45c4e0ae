package import RolloutCore
package import RolloutEngine
package import RolloutSimulation

/// A simulated dependency as the contract of externals sees it, with its clock running.
package struct SimulatedExternalWorld: ExternalWorld {
    /// The world under contract.
    package let world = SimulatedWorld(requestsPerSecond: 0)

    /// A world in which the dependency answers.
    package init() {}

    package var externals: any Externals { SimulatedExternals(world: world) }

    package var plan: ExternalPlan {
        var plan = ExternalPlan(name: "payments", check: .tcp("127.0.0.1:1"))
        plan.every = .milliseconds(50)
        plan.timeout = .milliseconds(300)
        return plan
    }

    package func behave(_ behaviour: ExternalBehaviour) {
        world.fault { $0.lostExternals = behaviour == .up ? [] : ["payments"] }
    }

    package func failOnce() { world.fault { $0.failingAnswers["payments"] = 1 } }

    package func asked() -> Int { world.answers(of: "payments") }

    /// Tries a promise while the clock runs with real time.
    ///
    /// - Throws: what the promise throws when it is not kept.
    package func whileTimePasses(
        _ promise: @escaping @Sendable (ExternalsContract) async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                while !Task.isCancelled {
                    try? await Task.sleep(for: .milliseconds(5))
                    world.advance(by: .milliseconds(5))
                }
            }
            group.addTask { try await promise(ExternalsContract(self)) }
            // The clock ends only when it is cancelled, so the first to end is the promise.
            _ = try await group.next()
            group.cancelAll()
        }
    }
}
