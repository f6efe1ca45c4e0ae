import Foundation
import Synchronization

/// A long-lived stream through the router, read to its end on a thread of its own.
final class LongRequest: Sendable {
    private let text = Mutex("")
    private let end = Mutex<Double?>(nil)

    /// Asks for a stream of so many seconds.
    init(port: Int, seconds: Int) throws {
        let descriptor = socket(AF_INET, Self.stream, 0)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port)).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let outcome = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, size)
            }
        }
        guard outcome == 0 else {
            close(descriptor)
            throw CocoaError(.fileReadUnknown)
        }
        let request =
            "GET /live?seconds=\(seconds) HTTP/1.1\r\nHost: shop\r\n"
            + "Accept: text/event-stream\r\nConnection: close\r\n\r\n"
        _ = request.withCString { write(descriptor, $0, strlen($0)) }
        Thread.detachNewThread { [self] in
            var bytes = [UInt8](repeating: 0, count: 4_096)
            while true {
                let count = read(descriptor, &bytes, bytes.count)
                guard count > 0 else { break }
                text.withLock { $0 += String(decoding: bytes[..<count], as: UTF8.self) }
            }
            end.withLock { $0 = Date().timeIntervalSince1970 }
            close(descriptor)
        }
    }

    /// When nothing more came, in seconds since 1970; nil while it is open.
    var endedAt: Double? { end.withLock { $0 } }

    /// Whether an instance of that revision served it.
    func isServed(by label: String) -> Bool {
        begin.contains("x-revision: \(label)\r")
    }

    /// The head of the answer, in lower case as HAProxy writes it.
    private var begin: String { text.withLock { String($0.prefix(300)).lowercased() } }

    /// Whether the instance ended the stream itself, with nothing cut off.
    var isWhole: Bool { text.withLock { $0.contains("event: end") } }

    #if canImport(Glibc)
    private static let stream = Int32(SOCK_STREAM.rawValue)
    #else
    private static let stream = SOCK_STREAM
    #endif
}
