package import RolloutCore
package import RolloutEngine
package import RolloutSimulation

/// Simulated flags as the contract of flag stores sees them; time stands still.
package struct SimulatedFlagWorld: FlagWorld {
    /// The world under contract.
    package let world = SimulatedWorld(requestsPerSecond: 0)

    /// A world without flags.
    package init() {}

    package var canRemove: Bool { true }

    package func flags(_ behaviour: FlagStoreBehaviour) -> any FlagStores {
        world.fault { faults in
            faults.areFlagsLost = behaviour == .unreachable
            faults.unconfirmedFlags = behaviour == .forgetsToAnswer ? 1 : 0
        }
        return SimulatedFlags(world: world)
    }

    package func plan(_ name: String, _ value: FlagValue) -> FlagPlan {
        FlagPlan(name: name, value: value, at: .zero, store: .file("/flags.json"))
    }

    package func put(_ name: String, _ value: FlagValue) { world.setFlag(name, to: value) }

    package func held(_ name: String) -> FlagValue? { world.flag(name) }

    package func mark() -> String { "\(world.deeds.count)" }
}
