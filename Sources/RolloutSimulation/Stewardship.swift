package import RolloutEngine
import Synchronization

/// The hands of one simulated steward, which can be cut off at any instant.
///
/// After ``end()`` nothing its operations still do reaches the world, just as with a process that
/// was killed.
package final class Stewardship: Sendable {
    private let ended = Mutex(false)

    /// A steward that lives.
    package init() {}

    /// Cuts it off.
    package func end() { ended.withLock { $0 = true } }

    /// Whether it was cut off.
    package var isOver: Bool { ended.withLock { $0 } }

    /// Throws for a steward that is gone.
    func check() throws {
        if isOver { throw CancellationError() }
    }
}

extension SimulatedWorld {
    /// The world as one steward reaches it.
    package func ports(for steward: Stewardship = Stewardship()) -> World {
        var ports = World(
            fleet: SimulatedFleet(world: self, steward: steward),
            router: SimulatedRouter(world: self, steward: steward),
            metrics: SimulatedMetrics(world: self, steward: steward)
        )
        let did: @Sendable (Deed) -> Void = { deed in self.with { $0.did(deed) } }
        ports.migrations = database.map { SimulatedMigrations($0, steward: steward, did: did) }
        ports.hooks = SimulatedHooks(hooks, steward: steward, did: did)
        ports.notifier = SimulatedNotifier(receivers, steward: steward, did: did)
        ports.flags = SimulatedFlags(world: self, steward: steward)
        ports.externals = SimulatedExternals(world: self, steward: steward)
        return ports
    }
}
