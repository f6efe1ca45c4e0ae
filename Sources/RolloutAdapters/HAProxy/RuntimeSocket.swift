import Foundation
import RolloutCore

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Speaks with a HAProxy through its runtime socket, one command a connection.
struct RuntimeSocket: Sendable {
    /// Path of the socket.
    let path: String

    /// Longest answer taken, in bytes; a longer one is an error, not a shortened table.
    static let answerLimit = 1 << 20

    /// More sockets than a HAProxy of ours listens on; a larger number is no number.
    private static let mostSockets: Int32 = 64

    /// The longest path of a unix socket this system can connect to, in bytes.
    static let pathLimit = MemoryLayout.size(ofValue: sockaddr_un().sun_path) - 1

    /// The answer to one command, without the empty line at its end.
    ///
    /// Blocks for at most about 1 s
    /// for each of connecting, writing and a silence while reading.
    ///
    /// - Throws: a failure `unreachable`, `timedOut`, or `refused` for an answer over the limit.
    func ask(_ command: String) throws(Failure) -> String {
        let descriptor = try connected()
        defer { close(descriptor) }
        try send(command + "\n", to: descriptor)
        return try readAll(descriptor)
    }

    /// Copies of the sockets HAProxy listens on, which the caller closes.
    ///
    /// The question and the answer are those of a HAProxy that takes over from another: a number
    /// of sockets, then messages that carry them. None when HAProxy was not told to give them
    /// away (`expose-fd listeners`).
    /// - Throws: a failure `unreachable` or `timedOut`.
    func listeningSockets() throws(Failure) -> [Int32] {
        let descriptor = try connected()
        defer { close(descriptor) }
        try send("_getsocks\n", to: descriptor)
        var count: Int32 = 0
        let received = withUnsafeMutableBytes(of: &count) {
            recv(descriptor, $0.baseAddress, $0.count, Int32(MSG_WAITALL))
        }
        // What does not give any says so in words, or closes.
        guard received == MemoryLayout<Int32>.size, (1...Self.mostSockets).contains(count) else {
            return []
        }
        var found: [Int32] = []
        while found.count < count, let more = DescriptorMessage.receive(from: descriptor) {
            found += more
        }
        return found
    }

    private func connected() throws(Failure) -> Int32 {
        guard path.utf8.count <= Self.pathLimit else {
            throw Failure(
                .unreachable,
                "HAProxy cannot be asked: the path of its socket is \(path.utf8.count) bytes long, "
                    + "at most \(Self.pathLimit) work. Use a folder with a shorter path.",
                isRetryable: false
            )
        }
        let descriptor = SocketOption.stream(AF_UNIX)
        guard descriptor >= 0 else { throw unreachable(errno) }
        SocketOption.setTimeouts(descriptor, milliseconds: 1_000)
        let outcome = SocketOption.withUnix(path) { connect(descriptor, $0, $1) }
        guard outcome == 0 else {
            let code = errno
            close(descriptor)
            throw unreachable(code)
        }
        return descriptor
    }

    private func send(_ text: String, to descriptor: Int32) throws(Failure) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                SocketOption.sendQuietly(descriptor, $0)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw silent() }
            rest = rest.dropFirst(count)
        }
    }

    private func readAll(_ descriptor: Int32) throws(Failure) -> String {
        var answer: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = chunk.withUnsafeMutableBytes {
                recv(descriptor, $0.baseAddress, $0.count, 0)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw silent() }
            guard count > 0 else { break }
            answer += chunk[..<count]
            guard answer.count <= Self.answerLimit else {
                throw Failure(.refused, "HAProxy's answer is longer than 1 MiB and was not used.")
            }
        }
        return String(decoding: answer, as: UTF8.self).trimmingCharacters(in: .newlines)
    }

    private func unreachable(_ code: Int32) -> Failure {
        Failure(
            .unreachable,
            "HAProxy does not answer on \(path): \(String(cString: strerror(code)))."
        )
    }

    private func silent() -> Failure {
        Failure(.timedOut, "HAProxy did not answer on \(path) within 1 s.")
    }
}
