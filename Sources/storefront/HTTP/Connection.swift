#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// One customer's connection, as the event loop sees it; used on the loop's thread only.
final class Connection {
    enum State: Equatable {
        /// Waiting for a request, or for the rest of one.
        case reading
        /// A request is being worked on; the next one waits.
        case working
        /// A stream is being sent.
        case streaming
        /// All is sent and no more is taken; waits for the other side to end the connection.
        case lingering
    }

    let id: Mailbox.ConnectionID
    let descriptor: Int32
    /// Told when nobody listens to the stream any more.
    let listener = Listener()
    var parser = RequestParser()
    var state = State.reading
    var hasServed = false
    var closesAfterResponse = false
    var answersHead = false
    /// When the state began; limits on waiting count from here.
    var since = ContinuousClock.now
    private var output: [UInt8] = []
    private var sent = 0

    init(id: Mailbox.ConnectionID, descriptor: Int32) {
        self.id = id
        self.descriptor = descriptor
    }

    deinit {
        listener.leave()
        close(descriptor)
    }

    var hasOutput: Bool { sent < output.count }

    /// Waiting for a request of which no byte has come.
    var isIdle: Bool { state == .reading && !parser.hasPartialRequest && !hasOutput }

    func enqueue(_ bytes: [UInt8]) {
        if hasOutput {
            output.append(contentsOf: bytes)
        } else {
            output = bytes
            sent = 0
        }
    }

    /// Sends what the socket takes; false once the other side is gone.
    func flush() -> Bool {
        while hasOutput {
            switch Descriptor.send(output, from: sent, to: descriptor) {
            case .moved(let count): sent += count
            case .wouldBlock: return true
            case .ended, .failed: return false
            }
        }
        return true
    }

    /// Enters a state and starts its clock.
    func enter(_ next: State) {
        state = next
        since = .now
    }

    /// The events to wait for; a connection being worked on is watched for its end only.
    var interest: Int16 {
        var events: Int32 = 0
        if state != .working { events |= Int32(POLLIN) }
        if hasOutput { events |= Int32(POLLOUT) }
        return Int16(events)
    }
}
