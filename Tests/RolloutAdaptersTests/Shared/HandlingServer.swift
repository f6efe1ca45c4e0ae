import Foundation
import Synchronization

@testable import RolloutAdapters

/// A small real HTTP server in the test's own process: one request a connection, each on a thread
/// of its own.
final class HandlingServer: Sendable {
    /// What was asked.
    struct Request: Sendable {
        var method = ""
        var path = ""
        /// By name in small letters.
        var headers: [String: String] = [:]
        var body = ""
    }

    /// What is answered.
    enum Reply: Sendable {
        case answer(Int, headers: [String: String] = [:], body: String = "")
        /// Nothing, and the connection is closed.
        case hangUp
        /// Nothing, and the connection is kept.
        case silence
    }

    private static let nextPort = Atomic(12_000)

    let port: Int
    private let descriptor: Int32
    private let handle: @Sendable (Request) -> Reply
    private let seen = Mutex<[Request]>([])
    private let stop = StopFlag()

    /// Listens on a port that is free until it is closed.
    init(_ handle: @escaping @Sendable (Request) -> Reply) throws {
        (descriptor, port) = try Self.listen()
        self.handle = handle
    }

    /// The requests so far.
    var requests: [Request] { seen.withLock { $0 } }

    /// Begins to answer.
    func start() -> HandlingServer {
        Thread.detachNewThread { [self] in serve() }
        return self
    }

    func close() { stop.raise() }

    /// A descriptor that listens, on a port that was free.
    static func listen() throws -> (Int32, Int) {
        for _ in 0..<250 {
            let port = 12_000 + (nextPort.add(1, ordering: .relaxed).oldValue - 12_000) % 250
            if let descriptor = listen(on: port, backlog: 64) { return (descriptor, port) }
        }
        throw SystemError("bind", EADDRINUSE)
    }

    /// A descriptor that listens on that port; nil when it is taken.
    static func listen(on port: Int, backlog: Int32) -> Int32? {
        let descriptor = LoopbackPort.streamSocket()
        var on: Int32 = 1
        let optionSize = socklen_t(MemoryLayout<Int32>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, optionSize)
        var address = sockaddr_in.of(INADDR_LOOPBACK, port: UInt16(port))
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, size) == 0 }
        }
        if bound, Foundation.listen(descriptor, backlog) == 0 { return descriptor }
        Foundation.close(descriptor)
        return nil
    }

    private func serve() {
        while !stop.isRaised {
            var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard poll(&waiting, 1, 20) > 0 else { continue }
            let connection = accept(descriptor, nil, nil)
            guard connection >= 0 else { continue }
            Thread.detachNewThread { [self] in converse(on: connection) }
        }
        Foundation.close(descriptor)
    }

    private func converse(on connection: Int32) {
        defer { Foundation.close(connection) }
        guard let request = read(from: connection) else { return }
        seen.withLock { $0.append(request) }
        switch handle(request) {
        case .hangUp: return
        case .silence: while !stop.isRaised { usleep(20_000) }
        case .answer(let status, let headers, let body):
            let fields = headers.map { "\($0.key): \($0.value)\r\n" }.joined()
            let length = "Content-Length: \(body.utf8.count)\r\nConnection: close\r\n"
            let text = "HTTP/1.1 \(status) X\r\n\(fields)\(length)\r\n\(body)"
            try? OwnerOnlyFiles.writeAll(Data(text.utf8), to: connection)
        }
    }

    private func read(from connection: Int32) -> Request? {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16 * 1_024)
        while true {
            if let request = Self.request(in: bytes) { return request }
            let count = recv(connection, &buffer, buffer.count, 0)
            guard count > 0 else { return nil }
            bytes += buffer[..<count]
        }
    }

    /// The request, once it is complete.
    private static func request(in bytes: [UInt8]) -> Request? {
        let text = String(decoding: bytes, as: UTF8.self)
        guard let end = text.range(of: "\r\n\r\n") else { return nil }
        let lines = text[..<end.lowerBound].split(separator: "\r\n")
        let words = (lines.first ?? "").split(separator: " ")
        guard words.count == 3 else { return nil }
        var request = Request(method: String(words[0]), path: String(words[1]))
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            let value = parts.last?.trimmingCharacters(in: .whitespaces) ?? ""
            request.headers[parts[0].lowercased()] = value
        }
        request.body = String(text[end.upperBound...])
        let length = request.headers["content-length"].flatMap { Int($0) } ?? 0
        return request.body.utf8.count >= length ? request : nil
    }
}
