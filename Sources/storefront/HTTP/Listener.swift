import Synchronization

/// Whether anybody still reads a stream.
final class Listener: Sendable {
    private let hasLeft = Atomic(false)

    var isThere: Bool { !hasLeft.load(ordering: .acquiring) }

    func leave() {
        hasLeft.store(true, ordering: .releasing)
    }
}
