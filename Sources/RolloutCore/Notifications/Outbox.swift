/// Messages that were decided and that nobody has taken yet.
package struct Outbox: Sendable, Hashable, Codable {
    /// Most messages that wait; a receiver that is gone for a day must not fill the state.
    package static let limit = 200
    /// How long after the end of a release its messages are still tried.
    package static let linger = Duration.seconds(30)

    /// The messages, oldest first.
    package internal(set) var waiting: [Notification] = []

    /// Nothing to send.
    package init() {}

    /// The message of that id; nil when it was taken or dropped.
    package func notification(_ id: String) -> Notification? {
        waiting.first { $0.id == id }
    }

    mutating func add(_ notification: Notification) {
        waiting.append(notification)
        if waiting.count > Self.limit { waiting.removeFirst() }
    }

    mutating func remove(_ id: String) {
        waiting.removeAll { $0.id == id }
    }
}
