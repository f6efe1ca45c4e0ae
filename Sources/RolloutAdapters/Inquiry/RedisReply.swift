/// One answer of a Redis server, in its protocol's second version (RESP2).
enum RedisReply: Equatable {
    case text(String)
    case number(Int)
    case failure(String)
    case list([RedisReply])
    case nothing

    /// The text or the number that stands here, as a text.
    var text: String? {
        switch self {
        case .text(let text): text
        case .number(let number): "\(number)"
        case .failure, .list, .nothing: nil
        }
    }

    /// What stands behind that name in a list of names and values by turns.
    subscript(name: String) -> RedisReply? {
        guard case .list(let parts) = self else { return nil }
        let names = stride(from: 0, to: parts.count - 1, by: 2)
        return names.first { parts[$0].text == name }.map { parts[$0 + 1] }
    }
}

/// Takes answers of a Redis server apart as bytes arrive.
struct RedisReplyParser {
    /// The bytes are no answer of a Redis server.
    struct Malformed: Error {}

    /// Deepest list within lists; the answers asked for have two.
    private static let deepest = 8

    private(set) var bytes: [UInt8] = []

    /// Takes in the next bytes.
    mutating func take(_ more: some Sequence<UInt8>) { bytes += more }

    /// The next answer, taken off the bytes; nil while it is not all there.
    mutating func next() throws(Malformed) -> RedisReply? {
        var rest = bytes[...]
        guard let reply = try Self.reply(&rest, depth: 0) else { return nil }
        bytes = Array(rest)
        return reply
    }

    private static func reply(
        _ rest: inout ArraySlice<UInt8>,
        depth: Int
    ) throws(Malformed) -> RedisReply? {
        guard let end = rest.firstIndex(of: 0x0A), end > rest.startIndex, let kind = rest.first
        else { return nil }
        let line = String(decoding: rest[(rest.startIndex + 1)..<(end - 1)], as: UTF8.self)
        rest = rest[(end + 1)...]
        switch kind {
        case UInt8(ascii: "+"): return .text(line)
        case UInt8(ascii: "-"): return .failure(line)
        default: break
        }
        guard let number = Int(line) else { throw Malformed() }
        switch kind {
        case UInt8(ascii: ":"): return .number(number)
        case UInt8(ascii: "$"): return try bulk(number, &rest)
        case UInt8(ascii: "*"):
            guard depth < deepest else { throw Malformed() }
            guard number >= 0 else { return .nothing }
            var parts: [RedisReply] = []
            for _ in 0..<number {
                guard let part = try reply(&rest, depth: depth + 1) else { return nil }
                parts.append(part)
            }
            return .list(parts)
        default: throw Malformed()
        }
    }

    private static func bulk(
        _ length: Int,
        _ rest: inout ArraySlice<UInt8>
    ) throws(Malformed) -> RedisReply? {
        guard length >= 0 else { return .nothing }
        guard length <= RedisConnection.longest else { throw Malformed() }
        guard rest.count >= length + 2 else { return nil }
        let text = String(decoding: rest.prefix(length), as: UTF8.self)
        rest = rest.dropFirst(length + 2)
        return .text(text)
    }
}
