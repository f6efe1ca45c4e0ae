package import RolloutCore

/// Looks at one thing that has to be so before a release and is nobody else's to check: a freeze
/// window, what became of the same digest elsewhere.
package protocol Inspector: Sendable {
    /// Its findings; changes nothing.
    func preflight(_ plan: Plan, at now: Timestamp) async -> [Check]
}
