/// Undoes the chunked transfer coding (RFC 9112, section 7.1) as bytes arrive.
struct HTTPChunkDecoder {
    private enum Place {
        case size
        case data(left: Int)
        case dataEnd
        case trailer
        case end
    }

    /// Longest line with a chunk's size and its extensions, in bytes.
    private static let lineLimit = 4_096

    private var place = Place.size
    private var line: [UInt8] = []

    /// Whether the last chunk and the trailer behind it have been read.
    var isComplete: Bool { if case .end = place { true } else { false } }

    /// The body bytes among the next raw ones.
    mutating func take(_ bytes: ArraySlice<UInt8>) throws(HTTPResponseParser.Malformed) -> [UInt8] {
        var body: [UInt8] = []
        var rest = bytes
        while !rest.isEmpty {
            switch place {
            case .data(let left):
                let part = rest.prefix(left)
                body.append(contentsOf: part)
                rest = rest.dropFirst(part.count)
                place = part.count == left ? .dataEnd : .data(left: left - part.count)
            case .end: return body
            case .size, .dataEnd, .trailer:
                guard let text = try nextLine(&rest) else { return body }
                try read(text)
            }
        }
        return body
    }

    /// Takes a line off `rest`, without its end; nil when it is not all there yet.
    private mutating func nextLine(
        _ rest: inout ArraySlice<UInt8>
    ) throws(HTTPResponseParser.Malformed) -> String? {
        let newline = rest.firstIndex(of: 0x0A)
        line.append(contentsOf: rest[..<(newline ?? rest.endIndex)])
        rest = newline.map { rest[($0 + 1)...] } ?? []
        guard line.count <= Self.lineLimit else { throw Self.malformed }
        guard newline != nil else { return nil }
        if line.last == 0x0D { line.removeLast() }
        defer { line.removeAll() }
        return String(decoding: line, as: UTF8.self)
    }

    private mutating func read(_ text: String) throws(HTTPResponseParser.Malformed) {
        switch place {
        case .size:
            let digits = text.prefix { $0 != ";" }.filter { $0 != " " && $0 != "\t" }
            guard let size = Int(digits, radix: 16), size >= 0 else { throw Self.malformed }
            place = size == 0 ? .trailer : .data(left: size)
        case .dataEnd:
            guard text.isEmpty else { throw Self.malformed }
            place = .size
        case .trailer: if text.isEmpty { place = .end }
        case .data, .end: preconditionFailure("no line is read there")
        }
    }

    private static var malformed: HTTPResponseParser.Malformed {
        .init(words: "answered with chunks that do not add up")
    }
}
