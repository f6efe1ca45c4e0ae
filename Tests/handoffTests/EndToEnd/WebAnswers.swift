import Foundation
import Synchronization

/// A service of somebody else's on this host that gives every question the same answer and keeps
/// what it was asked; what is put there is answered from then on.
final class WebAnswers: Sendable {
    /// What was asked.
    struct Request: Sendable {
        /// Method and path.
        var line: String
        /// By name in lower case.
        var headers: [String: String]
        var body: String
    }

    private struct State {
        var status: Int
        var content: String
        var refusal: String?
        var requests: [Request] = []

        /// What the request is answered; a refusal says all that came with it.
        mutating func answer(_ request: Request) -> (status: Int, content: String) {
            requests.append(request)
            if let refusal, request.line.hasPrefix(refusal) {
                return (400, "refused: \(request.line) \(request.headers)")
            }
            if request.line.hasPrefix("PUT "), status < 300 { content = request.body }
            return (status, content)
        }
    }

    private let listener: Listener
    private let state: Mutex<State>

    /// Answers there from now on, until it is not kept any more.
    init(port: Int, status: Int, body: String = "") throws {
        listener = try Listener(port: port)
        state = Mutex(State(status: status, content: body))
        let descriptor = listener.descriptor
        Thread.detachNewThread { [weak self] in
            while true {
                let connection = accept(descriptor, nil, nil)
                guard connection >= 0, let self else { return }
                _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
                self.answer(on: connection)
                close(connection)
            }
        }
    }

    /// The status of the next answers.
    var status: Int {
        get { state.withLock(\.status) }
        set { state.withLock { $0.status = newValue } }
    }

    /// The method that is refused with what it said; nil when none is.
    var refusal: String? {
        get { state.withLock(\.refusal) }
        set { state.withLock { $0.refusal = newValue } }
    }

    /// All that was asked, in order.
    var requests: [Request] { state.withLock(\.requests) }

    private func answer(on connection: Int32) {
        var text = ""
        var bytes = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = read(connection, &bytes, bytes.count)
            guard count > 0 else { return }
            text += String(decoding: bytes[..<count], as: UTF8.self)
            guard let request = Self.request(in: text) else { continue }
            let (status, content) = state.withLock { $0.answer(request) }
            let reply =
                "HTTP/1.1 \(status) Said\r\nContent-Length: \(content.utf8.count)\r\n"
                + "Connection: close\r\n\r\n" + content
            _ = reply.withCString { write(connection, $0, strlen($0)) }
            return
        }
    }

    /// The request once all of it is there.
    private static func request(in text: String) -> Request? {
        guard let end = text.range(of: "\r\n\r\n") else { return nil }
        let lines = text[..<end.lowerBound].components(separatedBy: "\r\n")
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            headers[line[..<colon].lowercased()] =
                line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
        }
        let body = String(text[end.upperBound...])
        let length = headers["content-length"].flatMap { Int($0) } ?? 0
        guard body.utf8.count >= length else { return nil }
        return Request(line: lines[0], headers: headers, body: body)
    }
}
