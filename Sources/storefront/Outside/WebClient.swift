#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Sends requests to another service, each on a connection of its own.
struct WebClient: Sendable {
    /// An IPv4 address.
    let host: String
    let port: UInt16
    /// How long one request may take.
    var timeout: Duration = .seconds(5)

    private static let pause: Duration = .milliseconds(2)

    /// Posts JSON and answers the status; nothing when there was no answer in time.
    func post(_ path: String, _ body: [UInt8], headers: [(String, String)]) async -> Int? {
        let head = [
            "POST \(path) HTTP/1.1", "Host: \(host):\(port)", "Connection: close",
            "Content-Type: application/json", "Content-Length: \(body.count)",
        ]
        let fields = headers.map { "\($0.0): \($0.1)" }
        let bytes = Array(((head + fields).joined(separator: "\r\n") + "\r\n\r\n").utf8) + body
        let deadline = ContinuousClock.now + timeout
        guard let connection = try? ClientConnection(host: host, port: port) else { return nil }
        connection.begin(
            LoadRequest(
                kind: .webhook,
                due: .now,
                deadline: deadline,
                wantsOwnConnection: true,
                bytes: bytes
            )
        )
        while ContinuousClock.now < deadline, !Task.isCancelled {
            var events = [
                pollfd(fd: connection.descriptor, events: connection.interest, revents: 0)
            ]
            Platform.wait(on: &events, atMost: .zero)
            guard events[0].revents != 0 else {
                try? await Task.sleep(for: Self.pause)
                continue
            }
            switch connection.proceed(events[0].revents) {
            case .underWay: continue
            case .answered(let answer): return answer.status
            case .broken: return nil
            }
        }
        return nil
    }
}
