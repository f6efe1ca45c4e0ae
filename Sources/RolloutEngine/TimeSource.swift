package import RolloutCore

/// The clock the engine lives by; a test holds it in its hand.
package protocol TimeSource: Sendable {
    /// The present moment; never earlier than one given before.
    var now: Timestamp { get }

    /// Returns at that moment, at once when it is past.
    ///
    /// - Throws: `CancellationError` when cancelled before.
    func sleep(until moment: Timestamp) async throws
}
