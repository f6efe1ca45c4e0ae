import Foundation

/// Somebody else who has a port of loopback, for as long as this is kept.
final class Listener: Sendable {
    /// The socket it listens on.
    let descriptor: Int32

    /// The port was not to be had.
    struct Taken: Error { var port: Int }

    /// Listens there.
    init(port: Int) throws {
        #if os(Linux)
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #else
        descriptor = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        var on: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, size) == 0 && listen(descriptor, 16) == 0
            }
        }
        guard isListening else {
            close(descriptor)
            throw Taken(port: port)
        }
    }

    deinit {
        // Whoever waits for a connection is to hear of it.
        shutdown(descriptor, Int32(SHUT_RDWR))
        close(descriptor)
    }
}
