import RolloutCore

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The socket on which requests come in, held by us as well as by HAProxy.
///
/// Held twice, so that while a killed HAProxy is started again new connections wait in the
/// kernel's queue and are refused by nobody. A steward that did not start HAProxy gets it from
/// HAProxy; one that starts it again gives it back, see ``SocketOffer``.
final class HAProxyListener: Sendable {
    /// Its descriptor in this process.
    let descriptor: Int32

    /// Listens there.
    ///
    /// - Throws: a failure when the port is taken. Nil for an address that is not IPv4, on which
    ///   HAProxy listens by itself.
    init?(_ listen: String) throws(Failure) {
        guard let address = Self.address(of: listen) else { return nil }
        let descriptor = SocketOption.stream(AF_INET)
        var on: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
        let isBound = SocketOption.with(address) { bind(descriptor, $0, $1) } == 0
        guard isBound, Self.beginListening(descriptor) else {
            let reason = String(cString: strerror(errno))
            close(descriptor)
            throw Failure(
                .conflict,
                "\(listen) cannot be listened on: \(reason). Stop what uses it, or change "
                    + "`router.haproxy.listen`."
            )
        }
        self.descriptor = descriptor
    }

    /// Holds what the HAProxy that answers there listens on.
    ///
    /// - Throws: a failure when it does not answer. Nil when it gives nothing away.
    init?(of haproxy: RuntimeSocket) throws(Failure) {
        var found = try haproxy.listeningSockets()
        // Its runtime socket is one of them.
        let entry = found.firstIndex { Self.family(of: $0) != AF_UNIX }
        let descriptor = entry.map { found.remove(at: $0) }
        for other in found { close(other) }
        guard let descriptor else { return nil }
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    private static func family(of descriptor: Int32) -> Int32 {
        var address = sockaddr_storage()
        var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let outcome = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                getsockname(descriptor, $0, &size)
            }
        }
        return outcome == 0 ? Int32(address.ss_family) : AF_UNIX
    }

    /// As many waiting connections as the kernel allows, since a start takes its while.
    private static func beginListening(_ descriptor: Int32) -> Bool {
        listen(descriptor, 4_096) == 0
    }

    /// The address of `127.0.0.1:8080`; nil for no port or a host that is not IPv4.
    ///
    /// `*` and an empty host are any address.
    static func address(of listen: String) -> sockaddr_in? {
        guard let colon = listen.lastIndex(of: ":"),
            let port = Int(listen[listen.index(after: colon)...]), (1...65_535).contains(port)
        else { return nil }
        var address = SocketOption.loopback(port)
        let host = String(listen[..<colon])
        if host == "localhost" { return address }
        if host.isEmpty || host == "*" {
            address.sin_addr.s_addr = 0
            return address
        }
        return inet_pton(AF_INET, host, &address.sin_addr) == 1 ? address : nil
    }
}
