import RolloutCore
package import RolloutSimulation

extension Trial {
    /// What was done twice outside although once was enough: a second effect of one operation.
    ///
    /// A rehearsal has none, it only looks; one that was cut off is made anew.
    package var repeatedDeeds: [Deed] {
        var seen: Set<Deed> = []
        return world.deeds.filter { deed in
            switch deed {
            case .started(rollout.rehearsalInstance, _), .stopped(rollout.rehearsalInstance): false
            default: !seen.insert(deed).inserted
            }
        }
    }
}
