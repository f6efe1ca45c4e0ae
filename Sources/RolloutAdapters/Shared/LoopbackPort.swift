import Foundation

/// Ports on 127.0.0.1.
package enum LoopbackPort {
    /// Whether a process could listen there now.
    ///
    /// Tried, not asked: bound and listened on for a moment. Connections that wait out their end
    /// do not count as taken, as they would not for the service itself.
    package static func isFree(_ port: Int) -> Bool {
        guard let number = UInt16(exactly: port), number > 0 else { return false }
        let descriptor = streamSocket()
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var on: Int32 = 1
        let size = socklen_t(MemoryLayout<Int32>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, size)
        var address = sockaddr_in.of(INADDR_LOOPBACK, port: number)
        let length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) }
        }
        return bound == 0 && listen(descriptor, 1) == 0
    }

    /// A non-blocking stream socket that no child inherits; negative when there is none left.
    static func streamSocket() -> Int32 {
        #if os(Linux)
        let flags = Int32(SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        return socket(AF_INET, Int32(SOCK_STREAM.rawValue) | flags, 0)
        #else
        let descriptor = socket(AF_INET, SOCK_STREAM, 0)
        guard descriptor >= 0 else { return descriptor }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
        var on: Int32 = 1
        let size = socklen_t(MemoryLayout<Int32>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_NOSIGPIPE, &on, size)
        return descriptor
        #endif
    }
}

extension sockaddr_in {
    /// An address from its number in the host's byte order and a port.
    static func of(_ address: in_addr_t, port: UInt16) -> sockaddr_in {
        var result = sockaddr_in()
        #if !os(Linux)
        result.sin_len = UInt8(MemoryLayout<sockaddr_in>.size)
        #endif
        result.sin_family = sa_family_t(AF_INET)
        result.sin_port = port.bigEndian
        result.sin_addr.s_addr = address.bigEndian
        return result
    }

    /// The address behind `127.0.0.1:9104`; nil for anything but numbers.
    ///
    /// Names are not looked up: that blocks, and instances are known by number.
    init?(endpoint: String) {
        let parts = endpoint.split(separator: ":", omittingEmptySubsequences: false)
        var number = in_addr()
        guard parts.count == 2, let port = UInt16(parts[1]), port > 0,
            inet_pton(AF_INET, String(parts[0]), &number) == 1
        else { return nil }
        self = .of(in_addr_t(bigEndian: number.s_addr), port: port)
    }
}
