import Foundation

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A client that sends requests one after another over one kept connection.
final class TestClient {
    /// What came back.
    struct Answer: Equatable {
        var status: Int
        var body: String
        /// Each of its header lines, in lower case.
        var headers: [String] = []

        /// What it wants kept as cookie: name and value; nil when it wants none kept.
        var cookie: String? {
            headers.first { $0.hasPrefix("set-cookie: ") }?.dropFirst(12).split(separator: ";")
                .first
                .map(String.init)
        }
    }

    private let port: Int
    private var connection: Int32?

    init(port: Int) { self.port = port }

    deinit { disconnect() }

    /// The answer to one request; nil when there was none.
    func send(_ path: String, method: String = "GET", headers: [String] = []) -> Answer? {
        connection = connection ?? TestSocket.connection(port)
        let lines = ["\(method) \(path) HTTP/1.1", "Host: shop", "Content-Length: 0"] + headers
        let request = lines.joined(separator: "\r\n") + "\r\n\r\n"
        guard let open = connection, TestSocket.write(request, to: open) else { return nothing() }
        var text = ""
        while true {
            guard let more = TestSocket.read(open) else { return nothing() }
            text += more
            guard let end = text.range(of: "\r\n\r\n") else { continue }
            let lines = text[..<end.lowerBound].lowercased().components(separatedBy: "\r\n")
            let length = lines.first { $0.hasPrefix("content-length: ") }
                .flatMap { Int($0.dropFirst(16)) }
            let body = text[end.upperBound...]
            guard let length else { disconnect(); return answer(lines, "") }
            guard body.utf8.count >= length else { continue }
            if lines.contains("connection: close") { disconnect() }
            return answer(lines, String(body))
        }
    }

    private func answer(_ lines: [String], _ body: String) -> Answer? {
        let status = lines.first?.split(separator: " ").dropFirst().first.flatMap { Int($0) }
        return status.map { Answer(status: $0, body: body, headers: Array(lines.dropFirst())) }
    }

    private func nothing() -> Answer? {
        disconnect()
        return nil
    }

    private func disconnect() {
        connection.map { _ = close($0) }
        connection = nil
    }
}

/// Runs blocking work on a thread of its own.
func onThread<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result {
    await withCheckedContinuation { continuation in
        Thread.detachNewThread { continuation.resume(returning: work()) }
    }
}
