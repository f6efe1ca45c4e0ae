import Foundation
import RolloutCore

/// Tries whether something accepts connections.
struct ConnectionTrial: Sendable {
    /// The host's name or number; numbers of IPv6 without their brackets.
    let host: String
    /// The port, as a number.
    let port: String

    /// A trial of `host:port` or `[address]:port`; nil for anything else.
    init?(_ endpoint: String) {
        guard let colon = endpoint.lastIndex(of: ":") else { return nil }
        var host = endpoint[..<colon]
        port = String(endpoint[endpoint.index(after: colon)...])
        guard let number = UInt16(port), number > 0 else { return nil }
        if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
        guard !host.isEmpty else { return nil }
        self.host = String(host)
    }

    /// Nil when a connection was accepted, else what was seen; blocks its thread until the deadline
    /// and for as long as the system looks up names.
    func trouble(by deadline: ContinuousClock.Instant) -> String? {
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        #if os(Linux)
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        #else
        hints.ai_socktype = SOCK_STREAM
        #endif
        var found: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(host, port, &hints, &found)
        defer { if let found { freeaddrinfo(found) } }
        guard code == 0 else {
            return "was not found: \(String(cString: gai_strerror(code)).lowercased())"
        }
        var last = "was not found: no address"
        var next = found
        while let address = next {
            guard let trouble = Self.trouble(at: address.pointee, by: deadline) else { return nil }
            last = trouble
            next = address.pointee.ai_next
        }
        return last
    }

    private static func trouble(
        at address: addrinfo,
        by deadline: ContinuousClock.Instant
    ) -> String? {
        let descriptor = socket(address.ai_family, address.ai_socktype, address.ai_protocol)
        guard descriptor >= 0 else { return words(errno) }
        defer { close(descriptor) }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
        if connect(descriptor, address.ai_addr, address.ai_addrlen) == 0 { return nil }
        guard errno == EINPROGRESS else { return words(errno) }
        while ContinuousClock.now < deadline {
            let waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            guard isReady(waiting, by: deadline) else { continue }
            var code: Int32 = 0
            var size = socklen_t(MemoryLayout<Int32>.size)
            getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &size)
            return code == 0 ? nil : words(code)
        }
        return words(ETIMEDOUT)
    }

    private static func isReady(_ waiting: pollfd, by deadline: ContinuousClock.Instant) -> Bool {
        var waiting = waiting
        let left = ContinuousClock.now.duration(to: deadline).milliseconds.rounded(.up)
        return poll(&waiting, 1, Int32(min(60_000, max(0, left)))) > 0
    }

    private static func words(_ code: Int32) -> String {
        switch code {
        case ECONNREFUSED: "refused the connection"
        case ETIMEDOUT: "did not accept a connection in time"
        default: "could not be reached: \(SystemError("connect", code).words)"
        }
    }
}
