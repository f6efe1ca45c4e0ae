/// Cuts requests out of the bytes of one connection.
///
/// Limits are part of the parser, because what is read before a limit is checked is memory a
/// stranger may fill: 16 KiB of header, 64 KiB of body, which is ample for a shop's forms.
struct RequestParser {
    static let longestHeader = 16 * 1_024
    static let longestBody = 64 * 1_024

    /// What was wrong with the bytes, as the status that says so.
    enum Refusal: Error, Equatable {
        case malformed
        case bodyTooLong
        case headerTooLong
        case lengthRequired
    }

    private var buffer: [UInt8] = []
    private var searched = 0

    /// Whether part of a request has arrived.
    var hasPartialRequest: Bool { !buffer.isEmpty }

    /// Reads what a connection has; see ``Descriptor/Transfer`` for how that can end.
    mutating func fill(from descriptor: Int32) -> Descriptor.Transfer {
        Descriptor.receive(from: descriptor, into: &buffer)
    }

    mutating func append(_ bytes: some Sequence<UInt8>) {
        buffer.append(contentsOf: bytes)
    }

    /// The next complete request, or nothing until more bytes have come.
    mutating func next() throws(Refusal) -> Request? {
        guard let headerEnd = findHeaderEnd() else {
            guard buffer.count <= Self.longestHeader else { throw .headerTooLong }
            return nil
        }
        guard headerEnd <= Self.longestHeader else { throw .headerTooLong }
        var request = try Self.parseHeader(buffer[..<headerEnd])
        let length = try Self.bodyLength(of: request)
        let bodyStart = headerEnd + 4
        guard buffer.count >= bodyStart + length else { return nil }
        request.body = Array(buffer[bodyStart..<bodyStart + length])
        request.received = .now
        buffer.removeFirst(bodyStart + length)
        searched = 0
        return request
    }

    private mutating func findHeaderEnd() -> Int? {
        var index = max(searched, 3)
        while index < buffer.count {
            if buffer[index] == 10, buffer[index - 1] == 13, buffer[index - 2] == 10,
                buffer[index - 3] == 13
            {
                searched = index
                return index - 3
            }
            index += 1
        }
        searched = buffer.count
        return nil
    }

    private static func parseHeader(_ bytes: ArraySlice<UInt8>) throws(Refusal) -> Request {
        var lines = bytes.split(separator: 10, omittingEmptySubsequences: false)[...]
        guard let first = lines.popFirst() else { throw .malformed }
        let words = withoutReturn(first).split(separator: 32, omittingEmptySubsequences: false)
        guard words.count == 3, !words[0].isEmpty, words[1].first == UInt8(ascii: "/") else {
            throw .malformed
        }
        let target = words[1].split(
            separator: UInt8(ascii: "?"),
            maxSplits: 1,
            omittingEmptySubsequences: false
        )
        var request = Request(method: text(words[0]), path: text(target[0]))
        request.query = target.count > 1 ? text(target[1]) : ""
        for line in lines {
            let (name, value) = try field(withoutReturn(line))
            // Two lengths are how a request is hidden inside another one.
            guard name != "content-length" || request.headers[name] == nil else {
                throw .malformed
            }
            request.headers[name] = value
        }
        request.keepsAlive = try keepsAlive(
            version: text(words[2]),
            connection: request.headers["connection"]
        )
        return request
    }

    private static func field(
        _ line: ArraySlice<UInt8>
    ) throws(Refusal) -> (name: String, value: String) {
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex else {
            throw .malformed
        }
        guard !line[..<colon].contains(where: { $0 <= 32 }) else { throw .malformed }
        let name = text(line[..<colon]).lowercased()
        let value = line[(colon + 1)...].drop { $0 == 32 || $0 == 9 }
        let end = value.lastIndex { $0 != 32 && $0 != 9 }
        return (name, end.map { text(value[...$0]) } ?? "")
    }

    private static func keepsAlive(
        version: String,
        connection: String?
    ) throws(Refusal) -> Bool {
        let wish = connection?.lowercased()
        switch version {
        case "HTTP/1.1": return wish != "close"
        case "HTTP/1.0": return wish == "keep-alive"
        default: throw .malformed
        }
    }

    private static func bodyLength(of request: Request) throws(Refusal) -> Int {
        guard request.headers["transfer-encoding"] == nil else { throw .lengthRequired }
        guard let written = request.headers["content-length"] else { return 0 }
        guard written.utf8.allSatisfy({ (48...57).contains($0) }), let length = Int(written) else {
            throw .malformed
        }
        guard length <= longestBody else { throw .bodyTooLong }
        return length
    }

    private static func withoutReturn(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        line.last == 13 ? line.dropLast() : line
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes, as: UTF8.self)
    }
}
