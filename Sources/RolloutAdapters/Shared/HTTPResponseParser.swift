/// Puts an answer together from bytes as they arrive (RFC 9112).
struct HTTPResponseParser {
    /// Why bytes are no answer, in words.
    struct Malformed: Error {
        let words: String
    }

    private enum Framing {
        case length(Int)
        case chunks(HTTPChunkDecoder)
        case untilClosed
    }

    /// Longest status line and header fields together, in bytes; what common servers allow.
    static let headLimit = 64 * 1_024

    private var head: [UInt8] = []
    private var framing: Framing?
    private var status = 0
    private var body: [UInt8] = []
    private var isComplete = false
    private let bodyLimit: Int

    /// A parser that keeps at most `bodyLimit` bytes of body, and one more to notice there are.
    init(bodyLimit: Int) { self.bodyLimit = bodyLimit }

    /// Whether there is more body than the limit.
    var isOverLimit: Bool { body.count > bodyLimit }

    /// The answer once it is complete, or once its body is over the limit (then cut to it).
    var answer: HTTPAnswer? {
        guard framing != nil, isComplete || isOverLimit else { return nil }
        return HTTPAnswer(status: status, body: Array(body.prefix(bodyLimit)))
    }

    /// Takes in the next bytes.
    mutating func take(_ bytes: ArraySlice<UInt8>) throws(Malformed) {
        guard framing == nil else { return try takeBody(bytes) }
        head.append(contentsOf: bytes)
        while framing == nil, let end = endOfHead() {
            let rest = head[end...]
            try readHead(head[..<end])
            if framing == nil { head = Array(rest) } else { try takeBody(rest) }
        }
        if framing == nil, head.count > Self.headLimit {
            throw Malformed(words: "header fields longer than 64 KiB")
        }
    }

    /// The connection was closed by the other side.
    mutating func finish() throws(Malformed) {
        if isComplete { return }
        guard case .untilClosed = framing else {
            throw Malformed(words: "connection closed before the answer was complete")
        }
        isComplete = true
    }

    /// Where the body begins: behind the first empty line.
    private func endOfHead() -> Int? {
        var index = 0
        while let newline = head[index...].firstIndex(of: 0x0A) {
            let line = head[index..<newline]
            if line.isEmpty || line.elementsEqual([0x0D]) { return newline + 1 }
            index = newline + 1
        }
        return nil
    }

    private mutating func readHead(_ bytes: ArraySlice<UInt8>) throws(Malformed) {
        let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
        let words = lines.first?.split(separator: " ") ?? []
        guard words.count >= 2, words[0].hasPrefix("HTTP/1."), let status = Int(words[1]),
            (100...599).contains(status)
        else { throw Malformed(words: "answered with something that is not HTTP") }
        // An interim answer, such as 100 Continue, comes before the real one.
        if status < 200 { return }
        self.status = status
        try readFields(lines.dropFirst())
    }

    private mutating func readFields(_ lines: ArraySlice<Substring>) throws(Malformed) {
        var length: Int?
        var isChunked = false
        for line in lines {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
            switch line[..<colon].lowercased() {
            case "content-length":
                guard let number = Int(value), number >= 0 else {
                    throw Malformed(words: "answered with a length that is no number")
                }
                length = number
            case "transfer-encoding": isChunked = value.lowercased().hasSuffix("chunked")
            default: continue
            }
        }
        if status == 204 || status == 304 { length = 0 }
        framing = isChunked ? .chunks(.init()) : length.map { .length($0) } ?? .untilClosed
        if case .length(0) = framing { isComplete = true }
    }

    private mutating func takeBody(_ bytes: ArraySlice<UInt8>) throws(Malformed) {
        let room = bodyLimit + 1 - body.count
        switch framing {
        case .length(let length):
            body.append(contentsOf: bytes.prefix(min(room, length - body.count)))
            isComplete = body.count >= length
        case .chunks(var decoder):
            let decoded = try decoder.take(bytes)
            body.append(contentsOf: decoded.prefix(room))
            isComplete = decoder.isComplete
            framing = .chunks(decoder)
        case .untilClosed: body.append(contentsOf: bytes.prefix(room))
        case nil: preconditionFailure("body before the header fields")
        }
    }
}
