package import RolloutCore

/// Runs the hooks of a plan.
package protocol HookRunner: Sendable {
    /// Checks that every hook could be run: its program is there and executable, its host
    /// resolves. Runs none.
    func preflight(_ hooks: [HookPlan]) async -> [Check]

    /// Runs the hook to its end, and returns its last line when it advances the release; empty
    /// when it said nothing.
    ///
    /// A hook that an earlier steward left running under the same idempotency key is waited for,
    /// not started beside it. Cancelled, it ends the command with all it started, TERM and then
    /// KILL, before it throws. It gets the context and no secrets.
    ///
    /// - Throws: a ``RolloutCore/Failure`` with the last line it said when it does not advance the
    ///   release or did not end in time.
    func run(_ hook: HookPlan, telling context: HookContext) async throws -> String
}
