import RolloutCore

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Gives our listening socket to a HAProxy that is being started, in the way in which HAProxy
/// takes over the sockets of the one before it (`-x`).
///
/// Not as a descriptor it inherits, because HAProxy passes those on to nobody, and the next
/// steward has to get this one from it.
final class SocketOffer {
    /// The file's name in the router's folder; no longer than that of the runtime socket.
    static let name = "held.sock"

    private let socket: Int32
    private let path: String
    private let entry: Int32
    private var taker: Int32 = -1

    /// Offers the socket at that path.
    ///
    /// - Throws: a failure when nothing can be offered there.
    init(of socket: Int32, at path: String) throws(Failure) {
        self.socket = socket
        self.path = path
        unlink(path)
        let entry = SocketOption.stream(AF_UNIX)
        _ = fcntl(entry, F_SETFL, O_NONBLOCK)
        let isOpen = SocketOption.withUnix(path) { bind(entry, $0, $1) } == 0
        guard isOpen, chmod(path, 0o600) == 0, listen(entry, 1) == 0 else {
            let reason = String(cString: strerror(errno))
            close(entry)
            throw Failure(.conflict, "\(path) cannot be made: \(reason).")
        }
        self.entry = entry
    }

    deinit {
        if taker >= 0 { close(taker) }
        close(entry)
        unlink(path)
    }

    /// Answers whoever has come to take it, and never waits.
    ///
    /// The answer is how many there are, then the socket with what HAProxy has to say of one: no
    /// namespace, no interface, no options.
    func advance() {
        guard taker < 0 else { return }
        taker = accept(entry, nil, nil)
        guard taker >= 0 else { return }
        _ = fcntl(taker, F_SETFD, FD_CLOEXEC)
        _ = withUnsafeBytes(of: Int32(1)) { SocketOption.sendQuietly(taker, $0) }
        let nothing = [UInt8](repeating: 0, count: 2 + MemoryLayout<Int32>.size)
        _ = DescriptorMessage.send(socket, with: nothing, to: taker)
    }
}
