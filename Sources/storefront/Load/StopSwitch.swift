import Synchronization

/// Ends a run on one thread from another.
final class StopSwitch: Sendable {
    let bell: WakeUp
    private let pressed = Atomic(false)

    init() throws(SystemFailure) {
        bell = try WakeUp()
    }

    var isPressed: Bool { pressed.load(ordering: .acquiring) }

    func press() {
        pressed.store(true, ordering: .releasing)
        bell.ring()
    }
}
