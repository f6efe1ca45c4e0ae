import Foundation

@testable import storefront

/// One connection to a server, spoken to by hand.
final class WebProbe {
    struct Answer {
        var status: Int
        var text: String
        var closes: Bool
    }

    let descriptor: Int32

    init(_ port: UInt16) throws {
        descriptor = try Descriptor.connect(address: "127.0.0.1", port: port)
    }

    deinit {
        close(descriptor)
    }

    /// Asks once, on a connection of its own.
    static func get(_ port: UInt16, _ path: String) async throws -> Answer {
        let probe = try WebProbe(port)
        try await probe.send("GET \(path) HTTP/1.1\r\nHost: shop\r\n\r\n")
        return try await probe.receive()
    }

    func send(_ text: String) async throws {
        let bytes = Array(text.utf8)
        var sent = 0
        let isSent = try await eventually {
            switch Descriptor.send(bytes, from: sent, to: descriptor) {
            case .moved(let count): sent += count
            case .wouldBlock: break
            case .ended: throw SystemFailure("send", ECONNRESET)
            case .failed(let code): throw SystemFailure("send", code)
            }
            return sent == bytes.count
        }
        guard isSent else { throw SystemFailure("send", ETIMEDOUT) }
    }

    /// The next complete response.
    func receive() async throws -> Answer {
        var reader = ResponseReader()
        var all: [UInt8] = []
        var isComplete = false
        let hasEnded = await eventually {
            var new: [UInt8] = []
            switch Descriptor.receive(from: descriptor, into: &new) {
            case .wouldBlock: return false
            case .ended, .failed: return true
            case .moved:
                all += new
                isComplete = reader.read(&new) == .complete
                return isComplete
            }
        }
        guard hasEnded, isComplete else { throw SystemFailure("receive", ECONNRESET) }
        let text = String(decoding: all, as: UTF8.self)
        return Answer(status: reader.status, text: text, closes: reader.closes)
    }

    /// Whether the other side has ended the connection without sending more.
    func isClosed() async -> Bool {
        await eventually(within: .seconds(20)) {
            var bytes: [UInt8] = []
            return Descriptor.receive(from: descriptor, into: &bytes) == .ended
        }
    }
}
