package import RolloutCore
package import RolloutEngine
import RolloutSimulation

/// A simulated host of hooks as their contract sees it, with its clock running.
package struct SimulatedHookWorld: HookWorld {
    private let clock = HeldClock()
    private let host: SimulatedHookHost

    /// A host as the contract asks for it.
    package init() { host = SimulatedHookHost(length: .milliseconds(600), clock: clock) }

    package func hooks() -> any HookRunner { SimulatedHooks(host) }

    package func plan(_ behaviour: HookBehaviour) -> HookPlan {
        let name = "smoke-\(behaviour.rawValue)"
        switch behaviour {
        case .works, .slow: break
        case .refuses: host.fault(name, .refuses, times: .max)
        case .hangs: host.fault(name, .hangs, times: .max)
        case .absent: host.fault(name, .absent, times: .max)
        }
        let limit = behaviour == .hangs ? Duration.milliseconds(400) : .seconds(30)
        return HookPlan(
            name: name,
            point: .before(.shift),
            action: .command(DeclaredCommand(["smoke"], folder: "/", within: limit))
        )
    }

    /// The context of the first try, as often as there were tries.
    package func told(under key: String) -> [HookContext] {
        let contexts = host.told.filter { $0.idempotencyKey == key }
        return contexts.flatMap { Array(repeating: $0, count: host.tries(under: key)) }
    }

    package func isRunning(_ hook: HookPlan, under key: String) -> Bool {
        host.isRunning(under: key)
    }

    /// Never: there is one course under a key, and another is refused a place.
    package func hasOverlapped() -> Bool { false }

    /// Tries a promise while the clock runs with real time.
    ///
    /// - Throws: what the promise throws when it is not kept.
    package func whileTimePasses(
        _ promise: @escaping @Sendable (HooksContract) async throws -> Void
    ) async throws {
        try await clock.passing { try await promise(HooksContract(self)) }
    }
}
