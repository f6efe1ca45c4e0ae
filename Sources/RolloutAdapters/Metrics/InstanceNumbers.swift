package import RolloutCore
package import RolloutEngine

/// Where the numbers are known from that instances offer themselves.
package protocol InstanceNumbers: Sendable {
    /// The numbers of those criteria from those instances, once a second.
    ///
    /// Leaves out what it cannot read, and ends early when its task is cancelled.
    func readings(for criteria: [Criterion], roster: Roster) async -> [Reading]

    /// Whether each of those criteria has data from stable now.
    func preflight(_ criteria: [Criterion], roster: Roster) async -> [Check]
}
