#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The few socket calls whose spelling differs between systems.
enum SocketOption {
    /// A stream socket that no started program inherits; negative when there is none.
    static func stream(_ family: Int32) -> Int32 {
        #if canImport(Glibc)
        socket(family, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        #else
        closedOnExec(socket(family, SOCK_STREAM, 0))
        #endif
    }

    /// A datagram socket that no started program inherits; negative when there is none.
    static func datagram() -> Int32 {
        #if canImport(Glibc)
        socket(AF_INET, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        #else
        closedOnExec(socket(AF_INET, SOCK_DGRAM, 0))
        #endif
    }

    #if !canImport(Glibc)
    private static func closedOnExec(_ descriptor: Int32) -> Int32 {
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        var on: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_NOSIGPIPE, &on, socklen_t(MemoryLayout<Int32>.size))
        return descriptor
    }
    #endif

    /// Limits how long one call may wait, in both directions.
    static func setTimeouts(_ descriptor: Int32, milliseconds: Int) {
        var limit = timeval()
        limit.tv_sec = milliseconds / 1_000
        limit.tv_usec = .init(milliseconds % 1_000 * 1_000)
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, size)
    }

    /// Sends without a signal when the other side is gone.
    static func sendQuietly(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
        #if canImport(Glibc)
        send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
        #else
        send(descriptor, bytes.baseAddress, bytes.count, 0)
        #endif
    }

    /// Asks for a receive buffer and returns how many bytes the kernel granted.
    ///
    /// Linux caps it at `net.core.rmem_max` unless the process is privileged, and reports twice
    /// what it will hold, the rest being its own book-keeping.
    static func growReceiveBuffer(_ descriptor: Int32, to bytes: Int) -> Int {
        var wanted = Int32(bytes)
        let size = socklen_t(MemoryLayout<Int32>.size)
        #if os(Linux)
        let forced: Int32 = 33  // SO_RCVBUFFORCE, which the C module does not offer
        if setsockopt(descriptor, SOL_SOCKET, forced, &wanted, size) != 0 {
            setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &wanted, size)
        }
        #else
        setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &wanted, size)
        #endif
        var granted: Int32 = 0
        var length = size
        getsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &granted, &length)
        #if os(Linux)
        return Int(granted) / 2
        #else
        return Int(granted)
        #endif
    }

    /// `127.0.0.1` with that port.
    static func loopback(_ port: Int) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(clamping: port)).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        return address
    }

    /// Calls with the address in the form the socket calls want.
    static func with<Result>(
        _ address: sockaddr_in,
        _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
    ) -> Result {
        withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }

    /// Calls with the path of a unix socket in the form the socket calls want; a path over
    /// ``RuntimeSocket/pathLimit`` is cut off.
    static func withUnix<Result>(
        _ path: String,
        _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
    ) -> Result {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) {
            $0.copyBytes(from: path.utf8.prefix(RuntimeSocket.pathLimit))
        }
        return withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }
}
