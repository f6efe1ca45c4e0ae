#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The few socket calls the shop needs, without blocking and with their errors as values.
enum Descriptor {
    /// What came of a read or write that does not wait.
    enum Transfer: Equatable {
        case moved(Int)
        case wouldBlock
        case ended
        case failed(Int32)
    }

    /// Opens a listening socket; the port is refused if another process has it.
    static func listen(address: String, port: UInt16) throws(SystemFailure) -> Int32 {
        let descriptor = try stream()
        var yes: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        let bound = try withAddress(address, port: port) { bind(descriptor, $0, $1) }
        guard bound == 0 else { throw closing(descriptor, after: "bind") }
        guard Platform.listen(descriptor, 1_024) == 0 else {
            throw closing(descriptor, after: "listen")
        }
        try makeNonBlocking(descriptor)
        return descriptor
    }

    /// Starts to connect; the socket turns writable once that has worked or failed.
    static func connect(address: String, port: UInt16) throws(SystemFailure) -> Int32 {
        let descriptor = try stream()
        try makeNonBlocking(descriptor)
        sendAtOnce(descriptor)
        let started = try withAddress(address, port: port) {
            Platform.connect(descriptor, $0, $1)
        }
        guard started == 0 || errno == EINPROGRESS else {
            throw closing(descriptor, after: "connect")
        }
        return descriptor
    }

    /// Takes one waiting connection, or nothing if none waits.
    static func accept(from listener: Int32) -> Int32? {
        while true {
            let descriptor = Platform.accept(listener, nil, nil)
            if descriptor >= 0 {
                guard (try? makeNonBlocking(descriptor)) != nil else {
                    close(descriptor)
                    continue
                }
                sendAtOnce(descriptor)
                return descriptor
            }
            guard errno == EINTR || errno == ECONNABORTED else { return nil }
        }
    }

    /// The error of a connection attempt that has ended; 0 when it worked.
    static func pendingError(of descriptor: Int32) -> Int32 {
        var code: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &size)
        return code
    }

    /// The port a listening socket ended up with, for those that asked for port 0.
    static func port(of descriptor: Int32) -> UInt16 {
        var address = sockaddr_in()
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        _ = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                getsockname(descriptor, $0, &size)
            }
        }
        return UInt16(bigEndian: address.sin_port)
    }

    static func makeNonBlocking(_ descriptor: Int32) throws(SystemFailure) {
        let flags = fcntl(descriptor, F_GETFL)
        guard fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) >= 0 else {
            throw SystemFailure("fcntl", errno)
        }
        // Nothing the shop might start inherits its customers.
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    }

    /// Sends small answers at once instead of waiting for the last one's acknowledgement.
    private static func sendAtOnce(_ descriptor: Int32) {
        var yes: Int32 = 1
        let size = socklen_t(MemoryLayout<Int32>.size)
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, size)
    }

    private static func stream() throws(SystemFailure) -> Int32 {
        let descriptor = socket(AF_INET, Platform.streamType, 0)
        guard descriptor >= 0 else { throw SystemFailure("socket", errno) }
        return descriptor
    }

    private static func closing(_ descriptor: Int32, after call: String) -> SystemFailure {
        let failure = SystemFailure(call, errno)
        close(descriptor)
        return failure
    }

    private static func withAddress(
        _ text: String,
        port: UInt16,
        _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) throws(SystemFailure) -> Int32 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        guard inet_pton(AF_INET, text, &address.sin_addr) == 1 else {
            throw SystemFailure("inet_pton \(text)", EINVAL)
        }
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }
}
