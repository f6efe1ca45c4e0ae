import Foundation
import RolloutCore

/// One connection to a Redis server, for a few commands.
struct RedisConnection {
    /// Longest answer, in bytes.
    static let longest = 1 << 20

    let endpoint: String
    let timeout: Duration
    let deadline: ContinuousClock.Instant

    /// The answers to the commands, in their order.
    func replies(to commands: [[String]]) throws(InquiryTrouble) -> [RedisReply] {
        let descriptor = LoopbackPort.streamSocket()
        guard descriptor >= 0 else { throw Self.trouble(SystemError("socket")) }
        defer { close(descriptor) }
        try connect(descriptor)
        try send(commands.flatMap(Self.encoded), to: descriptor)
        return try receive(commands.count, from: descriptor)
    }

    /// A command as a list of texts with their lengths.
    private static func encoded(_ words: [String]) -> [UInt8] {
        Array("*\(words.count)\r\n".utf8)
            + words.flatMap { Array("$\($0.utf8.count)\r\n\($0)\r\n".utf8) }
    }

    private static func trouble(_ error: SystemError) -> InquiryTrouble {
        error.code == ECONNREFUSED
            ? InquiryTrouble(words: "refused the connection")
            : InquiryTrouble(words: "did not answer: \(error.words)")
    }

    private func connect(_ descriptor: Int32) throws(InquiryTrouble) {
        guard var address = sockaddr_in(endpoint: endpoint) else {
            throw InquiryTrouble(words: "was not asked: \(endpoint) is no address")
        }
        let length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Foundation.connect(descriptor, $0, length)
            }
        }
        guard result != 0 else { return }
        guard errno == EINPROGRESS else { throw Self.trouble(SystemError("connect")) }
        try wait(for: descriptor, POLLOUT)
        var code: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &size)
        guard code == 0 else { throw Self.trouble(SystemError("connect", code)) }
    }

    private func send(_ bytes: [UInt8], to descriptor: Int32) throws(InquiryTrouble) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { SocketOption.sendQuietly(descriptor, $0) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno == EAGAIN || errno == EWOULDBLOCK {
                try wait(for: descriptor, POLLOUT)
            } else if errno != EINTR {
                throw Self.trouble(SystemError("send"))
            }
        }
    }

    private func receive(
        _ count: Int,
        from descriptor: Int32
    ) throws(InquiryTrouble)
        -> [RedisReply]
    {
        var parser = RedisReplyParser()
        var replies: [RedisReply] = []
        var chunk = [UInt8](repeating: 0, count: 16 * 1_024)
        while replies.count < count {
            do throws(RedisReplyParser.Malformed) {
                if let reply = try parser.next() {
                    replies.append(reply)
                    continue
                }
            } catch {
                throw InquiryTrouble(words: "answered with something that is not Redis")
            }
            guard parser.bytes.count <= Self.longest else {
                throw InquiryTrouble(words: "answered with more than 1 MiB")
            }
            try wait(for: descriptor, POLLIN)
            let received = recv(descriptor, &chunk, chunk.count, 0)
            if received < 0, errno == EINTR || errno == EAGAIN { continue }
            guard received >= 0 else { throw Self.trouble(SystemError("recv")) }
            guard received > 0 else { throw InquiryTrouble(words: "closed the connection") }
            parser.take(chunk[..<received])
        }
        return replies
    }

    private func wait(for descriptor: Int32, _ events: Int32) throws(InquiryTrouble) {
        let waiting = pollfd(fd: descriptor, events: Int16(events), revents: 0)
        HTTPClient.wait(for: [waiting], until: deadline)
        guard ContinuousClock.now < deadline else { throw .silent(timeout) }
    }
}
