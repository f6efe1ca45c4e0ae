package import RolloutCore

/// Reads and writes the feature flags a plan names, wherever each is kept.
package protocol FlagStores: Sendable {
    /// Checks that every flag can be read and, as far as can be said without writing, written; and
    /// that none has the value the release is to give it already, which is told and passes.
    func preflight(_ flags: [FlagPlan]) async -> [Check]

    /// The flag's value now; nil when its store has none of that name.
    ///
    /// - Throws: a ``RolloutCore/Failure`` when the store cannot be read.
    func value(of flag: FlagPlan) async throws -> FlagValue?

    /// Has the flag be `value`, nil for none, and returns once the store says so.
    ///
    /// Does nothing when it is so already, so a second call has no second effect. Reads, compares
    /// with `expected`, and writes only when that is what is there, as atomically as the store
    /// allows (file: a lock and a rename; HTTP: `If-Match` where the store gives an `ETag`;
    /// command: one after the other).
    ///
    /// - Throws: a ``RolloutCore/Failure``; of kind `conflict` when somebody else changed the flag
    ///   to a third value, which is then left as it is.
    func set(_ flag: FlagPlan, to value: FlagValue?, expecting expected: FlagValue?) async throws
}
