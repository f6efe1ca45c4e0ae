package import RolloutSimulation

extension Trial {
    /// What was done twice outside although once was enough: a second effect of one operation.
    package var repeatedDeeds: [Deed] {
        var seen: Set<Deed> = []
        return world.deeds.filter { !seen.insert($0).inserted }
    }
}
