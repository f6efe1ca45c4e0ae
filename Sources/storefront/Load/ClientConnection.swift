#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// One connection to the shop, with at most one request on it; used on one thread only.
final class ClientConnection {
    /// How a request ended on this connection.
    enum Outcome {
        case underWay
        case answered(ResponseReader)
        /// The connection ended; `isUntouched` when not a byte of a response had come.
        case broken(reason: String, isUntouched: Bool)
    }

    let descriptor: Int32
    private(set) var request: LoadRequest?
    /// Requests answered on it so far.
    private(set) var served = 0
    private var isConnected = false
    private var sent = 0
    private var input: [UInt8] = []
    private var reader = ResponseReader()
    private var hasReceived = false

    init(host: String, port: UInt16) throws(SystemFailure) {
        descriptor = try Descriptor.connect(address: host, port: port)
    }

    deinit {
        close(descriptor)
    }

    /// Whether the request on it went over a connection that had been idle.
    var isReused: Bool { served > 0 }

    /// Whether an idle connection is still good for a request.
    var isStillOpen: Bool {
        var byte: UInt8 = 0
        let count = recv(descriptor, &byte, 1, Int32(MSG_PEEK))
        return count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)
    }

    var interest: Int16 {
        guard let request else { return Int16(POLLIN) }
        let isSending = !isConnected || sent < request.bytes.count
        return Int16(isSending ? POLLOUT | POLLIN : POLLIN)
    }

    func begin(_ next: LoadRequest) {
        request = next
        sent = 0
        hasReceived = false
        reader = ResponseReader()
    }

    /// Does what the socket is ready for.
    func proceed(_ revents: Int16) -> Outcome {
        guard let request else { return broken("the connection is closed") }
        if !isConnected {
            guard Int32(revents) & Int32(POLLOUT | POLLERR | POLLHUP) != 0 else {
                return .underWay
            }
            let code = Descriptor.pendingError(of: descriptor)
            guard code == 0 else { return broken(SystemFailure("connect", code).description) }
            isConnected = true
        }
        while sent < request.bytes.count {
            switch Descriptor.send(request.bytes, from: sent, to: descriptor) {
            case .moved(let count): sent += count
            case .wouldBlock: return .underWay
            case .ended: return broken("closed while the request was sent")
            case .failed(let code): return broken(SystemFailure("send", code).description)
            }
        }
        return receive()
    }

    /// Hands the answered request back, and makes the connection free for the next.
    func finish() -> LoadRequest? {
        served += 1
        defer { request = nil }
        return request
    }

    private func receive() -> Outcome {
        switch Descriptor.receive(from: descriptor, into: &input) {
        case .wouldBlock:
            return .underWay
        case .ended:
            guard !reader.endsWithConnection else { return .answered(reader) }
            return broken(
                hasReceived ? "closed in the middle of the response" : "closed before the response"
            )
        case .failed(let code):
            return broken(SystemFailure("receive", code).description)
        case .moved:
            hasReceived = true
            switch reader.read(&input) {
            case .needsMore: return .underWay
            case .complete: return .answered(reader)
            case .malformed: return broken("the response is not HTTP")
            }
        }
    }

    private func broken(_ reason: String) -> Outcome {
        .broken(reason: reason, isUntouched: !hasReceived)
    }
}
