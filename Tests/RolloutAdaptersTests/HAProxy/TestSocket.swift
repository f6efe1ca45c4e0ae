#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif
import Synchronization

/// Blocking sockets on loopback, for the servers and clients of the tests.
enum TestSocket {
    private static let nextPort = Atomic(20_000 + Int(getpid()) % 4 * 100)

    /// A port of the tests' range nobody listens on now.
    static func freePort() -> Int {
        while true {
            let port = 20_000 + nextPort.add(1, ordering: .relaxed).oldValue % 400
            if let descriptor = listener(port) {
                close(descriptor)
                return port
            }
        }
    }

    /// A listening socket on that port; nil when it is taken.
    static func listener(_ port: Int) -> Int32? {
        let descriptor = stream()
        var on: Int32 = 1
        let size = socklen_t(MemoryLayout<Int32>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, size)
        guard with(port, { bind(descriptor, $0, $1) }) == 0, listen(descriptor, 512) == 0 else {
            close(descriptor)
            return nil
        }
        return descriptor
    }

    /// A connection to that port; nil when it is refused.
    static func connection(_ port: Int) -> Int32? {
        let descriptor = stream()
        guard with(port, { connect(descriptor, $0, $1) }) == 0 else {
            close(descriptor)
            return nil
        }
        return descriptor
    }

    /// A datagram socket on that port, whose reads end after 100 ms.
    static func datagramListener(_ port: Int) -> Int32 {
        let descriptor = datagram()
        guard with(port, { bind(descriptor, $0, $1) }) == 0 else {
            preconditionFailure("UDP port \(port) is taken")
        }
        var limit = timeval()
        limit.tv_usec = 100_000
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
        return descriptor
    }

    private static func datagram() -> Int32 {
        #if canImport(Glibc)
        socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
        #else
        socket(AF_INET, SOCK_DGRAM, 0)
        #endif
    }

    /// Sends a datagram to that port on loopback.
    static func sendDatagram(_ text: String, to port: Int) {
        let descriptor = datagram()
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        _ = with(port) { sendto(descriptor, bytes, bytes.count, 0, $0, $1) }
    }

    /// Writes all of it; false when the other side is gone.
    @discardableResult
    static func write(_ text: String, to descriptor: Int32) -> Bool {
        let bytes = Array(text.utf8)
        #if canImport(Glibc)
        return send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
        #else
        return send(descriptor, bytes, bytes.count, 0) == bytes.count
        #endif
    }

    /// What has arrived; nil when the other side closed.
    static func read(_ descriptor: Int32) -> String? {
        var bytes = [UInt8](repeating: 0, count: 8_192)
        let count = recv(descriptor, &bytes, bytes.count, 0)
        return count > 0 ? String(decoding: bytes[..<count], as: UTF8.self) : nil
    }

    private static func stream() -> Int32 {
        #if canImport(Glibc)
        socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        #else
        socket(AF_INET, SOCK_STREAM, 0)
        #endif
    }

    private static func with<Result>(
        _ port: Int,
        _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
    ) -> Result {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port)).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }
}
