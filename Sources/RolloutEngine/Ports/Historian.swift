package import RolloutCore

/// Looks into what is known of a service's past and sets the judge of its next release by it.
package protocol Historian: Sendable {
    /// To what the judge of a release of that plan is to be set; changes nothing.
    ///
    /// Never fails and takes at most some seconds: what cannot be read, or not in time, is told in
    /// the result, and the judge is then as cautious as without it. Heavy work is done on a thread
    /// of its own, because the pool's threads belong to the engine's loop.
    func prepare(for plan: Plan, before now: Timestamp) async -> JudgePreparation
}
