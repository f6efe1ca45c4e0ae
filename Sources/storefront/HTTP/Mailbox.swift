import Synchronization

/// What the rest of the process tells the event loop, in order.
final class Mailbox: Sendable {
    /// Names one connection for as long as the process lives; descriptors are used again.
    typealias ConnectionID = UInt64

    enum Message: Sendable {
        case respond(ConnectionID, Response)
        case piece(ConnectionID, [UInt8])
        case endStream(ConnectionID)
        case drain
    }

    private let waiting = Mutex<[Message]>([])
    private let bell: WakeUp

    init() throws(SystemFailure) {
        bell = try WakeUp()
    }

    /// Turns readable when messages wait.
    var descriptor: Int32 { bell.readEnd }

    func post(_ message: Message) {
        waiting.withLock { $0.append(message) }
        bell.ring()
    }

    /// Takes all messages.
    func takeAll() -> [Message] {
        bell.quieten()
        return waiting.withLock { messages in
            defer { messages.removeAll(keepingCapacity: true) }
            return messages
        }
    }
}
