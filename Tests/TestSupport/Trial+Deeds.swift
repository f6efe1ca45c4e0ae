import RolloutCore
package import RolloutSimulation

extension Trial {
    /// What was done twice outside although once was enough: a second effect of one operation.
    ///
    /// A rehearsal has none, it only looks; one that was cut off is made anew. There are many
    /// batches of a backfill, and hooks and messages may be tried again under their key: what they
    /// do then is kept in their own count.
    package var repeatedDeeds: [Deed] {
        var seen: Set<Deed> = []
        return world.deeds.dropFirst(earlierDeeds).filter { deed in
            switch deed {
            case .started(rollout.rehearsalInstance, _), .stopped(rollout.rehearsalInstance): false
            case .migrationBegan(SimulatedMigrations.backfillName), .hookBegan, .messageSent: false
            default: !seen.insert(deed).inserted
            }
        }
    }
}
