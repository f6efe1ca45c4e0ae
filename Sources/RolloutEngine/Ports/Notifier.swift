package import RolloutCore

/// Sends messages to people and systems outside.
package protocol Notifier: Sendable {
    /// Checks that each receiver's URL and key resolve. Sends nothing.
    func preflight(_ receivers: [NotificationPlan]) async -> [Check]

    /// Sends the message once, and returns when the receiver has taken it.
    ///
    /// May be called again for one that arrived, when nobody heard the answer: every try carries
    /// the same id, so the receiver can drop the second.
    ///
    /// - Throws: a ``RolloutCore/Failure``, retryable for no answer, 408, 425, 429 and 5xx.
    func send(_ notification: Notification, to receiver: NotificationPlan) async throws
}
