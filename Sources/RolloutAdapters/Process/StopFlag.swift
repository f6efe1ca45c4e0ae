import Synchronization

/// Tells a thread that nobody listens to it any more.
final class StopFlag: Sendable {
    private let raised = Atomic(false)

    /// Whether the thread should end.
    var isRaised: Bool { raised.load(ordering: .relaxed) }

    /// Asks the thread to end; it looks within 40 ms.
    func raise() { raised.store(true, ordering: .relaxed) }
}
