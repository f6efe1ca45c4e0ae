import Foundation
import Synchronization

@testable import RolloutAdapters

/// A server in the test's own process that answers what it was told, for processes that do not.
///
/// One thread accepts; each connection is answered on it at once, so a slow answer is one that
/// never comes.
final class AnsweringServer: Sendable {
    /// What a path answers.
    enum Answer: Sendable {
        case status(Int, String)
        case raw(String)
        /// The connection is accepted and kept, and nothing is ever sent.
        case silence
        /// The text is sent, and the connection left to the other side to close.
        case lingering(String)
    }

    let port: Int
    private let descriptor: Int32
    private let answers = Mutex<[String: Answer]>([:])
    private let paths = Mutex<[String]>([])
    private let texts = Mutex<[String]>([])
    private let ends = Atomic(0)
    private let stop = StopFlag()

    /// Listens on the port, or on any free one.
    init(port: Int = 0) throws {
        let descriptor = LoopbackPort.streamSocket()
        var on: Int32 = 1
        let optionSize = socklen_t(MemoryLayout<Int32>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, optionSize)
        var address = sockaddr_in.of(INADDR_LOOPBACK, port: UInt16(port))
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, size) == 0 && listen(descriptor, 64) == 0
                    && getsockname(descriptor, address, &size) == 0
            }
        }
        guard bound else { throw SystemError("bind") }
        self.descriptor = descriptor
        self.port = Int(UInt16(bigEndian: address.sin_port))
        Thread.detachNewThread { [self] in serve() }
    }

    var endpoint: String { "127.0.0.1:\(port)" }

    /// The paths asked for so far.
    var asked: [String] { paths.withLock { $0 } }

    /// The whole requests so far, header fields and all.
    var received: [String] { texts.withLock { $0 } }

    /// How many lingering connections the other side has closed.
    var hangUps: Int { ends.load(ordering: .relaxed) }

    func answer(_ path: String, _ answer: Answer) {
        answers.withLock { $0[path] = answer }
    }

    func close() { stop.raise() }

    private func serve() {
        var kept: [Int32] = []
        while !stop.isRaised {
            var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard poll(&waiting, 1, 20) > 0 else { continue }
            let connection = accept(descriptor, nil, nil)
            guard connection >= 0 else { continue }
            if !reply(on: connection) {
                kept.append(connection)
            } else {
                Foundation.close(connection)
            }
        }
        for connection in kept + [descriptor] { Foundation.close(connection) }
    }

    /// Answers one request; false keeps the connection open without an answer.
    private func reply(on connection: Int32) -> Bool {
        guard let text = request(on: connection) else { return true }
        texts.withLock { $0.append(text) }
        let words = text.split(separator: " ")
        let path = words.count > 1 ? String(words[1]) : ""
        paths.withLock { $0.append(path) }
        switch answers.withLock({ $0[path] }) ?? .status(404, "nothing here") {
        case .silence: return false
        case .raw(let text): send(text, on: connection)
        case .lingering(let text):
            send(text, on: connection)
            var waiting = pollfd(fd: connection, events: Int16(POLLIN), revents: 0)
            var byte: UInt8 = 0
            if poll(&waiting, 1, 20_000) > 0, recv(connection, &byte, 1, 0) == 0 {
                ends.add(1, ordering: .relaxed)
            }
        case .status(let status, let body):
            let head = "HTTP/1.1 \(status) X\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
            send(head + body, on: connection)
        }
        return true
    }

    /// The whole request, with as much body as it says; nil when there is none.
    private func request(on connection: Int32) -> String? {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = recv(connection, &buffer, buffer.count, 0)
            guard count > 0 else {
                return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
            }
            bytes += buffer[..<count]
            let text = String(decoding: bytes, as: UTF8.self)
            // The greeting of TLS, which has no end of lines.
            if bytes.first == 0x16 { return text }
            guard let head = text.firstRange(of: "\r\n\r\n") else { continue }
            let fields = text[..<head.lowerBound].lowercased()
            let length = fields.firstRange(of: "content-length: ").flatMap { lead in
                Int(fields[lead.upperBound...].prefix { $0.isNumber })
            }
            if text[head.upperBound...].utf8.count >= length ?? 0 { return text }
        }
    }

    private func send(_ text: String, on connection: Int32) {
        try? OwnerOnlyFiles.writeAll(Data(text.utf8), to: connection)
    }
}
