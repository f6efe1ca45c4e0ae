/// Follows one response as its bytes come in, and knows when it is complete.
///
/// The body is counted, not kept.
struct ResponseReader {
    enum Progress: Equatable {
        case needsMore
        case complete
        case malformed
    }

    private enum Part: Equatable {
        case header
        case body(left: Int)
        case chunkSize
        case chunk(left: Int)
        case trailer
        case untilClose
        case done
    }

    private(set) var status = 0
    private(set) var closes = false
    private(set) var setCookie: String?
    private(set) var location: String?
    private var part = Part.header
    private var isChunked = false
    private var length: Int?

    /// Whether the end of the connection is the end of the body.
    var endsWithConnection: Bool { part == .untilClose }

    /// Takes in what it can of `buffer` and removes it.
    mutating func read(_ buffer: inout [UInt8]) -> Progress {
        var index = 0
        defer { buffer.removeFirst(index) }
        while true {
            switch part {
            case .done: return .complete
            case .untilClose:
                index = buffer.count
                return .needsMore
            case .body(let left):
                part = Self.skip(left, in: buffer, &index).map(Part.body) ?? .done
                if part != .done { return .needsMore }
            case .chunk(let left):
                part = Self.skip(left, in: buffer, &index).map(Part.chunk) ?? .chunkSize
                if part != .chunkSize { return .needsMore }
            case .header, .chunkSize, .trailer:
                guard let end = buffer[index...].firstIndex(of: 10) else { return .needsMore }
                let line = buffer[index..<end].last == 13 ? index..<end - 1 : index..<end
                index = end + 1
                let text = String(decoding: buffer[line], as: UTF8.self)
                guard take(line: text) else { return .malformed }
            }
        }
    }

    /// Skips up to `left` bytes; answers how many are still to come, nothing when none.
    private static func skip(_ left: Int, in buffer: [UInt8], _ index: inout Int) -> Int? {
        let skipped = min(left, buffer.count - index)
        index += skipped
        return skipped == left ? nil : left - skipped
    }

    private mutating func take(line: String) -> Bool {
        switch part {
        case .header where status == 0:
            let words = line.split(separator: " ", maxSplits: 2)
            guard words.count >= 2, words[0].hasPrefix("HTTP/1."), let code = Int(words[1]) else {
                return false
            }
            status = code
            closes = words[0] == "HTTP/1.0"
        case .header where line.isEmpty:
            return beginBody()
        case .header:
            takeField(line)
        case .chunkSize:
            let digits = line.prefix { $0 != ";" }
            guard let size = Int(digits, radix: 16) else { return false }
            part = size == 0 ? .trailer : .chunk(left: size + 2)
        default:
            if line.isEmpty { part = .done }
        }
        return true
    }

    private mutating func beginBody() -> Bool {
        if isChunked {
            part = .chunkSize
        } else if let length {
            part = length == 0 ? .done : .body(left: length)
        } else if status == 204 || status == 304 {
            part = .done
        } else {
            closes = true
            part = .untilClose
        }
        return true
    }

    private mutating func takeField(_ line: String) {
        guard let colon = line.firstIndex(of: ":") else { return }
        let value = line[line.index(after: colon)...].trimmingPrefix(" ")
        switch line[..<colon].lowercased() {
        case "content-length": length = Int(value)
        case "transfer-encoding": isChunked = value.lowercased() == "chunked"
        case "connection": closes = value.lowercased() == "close"
        case "set-cookie": setCookie = String(value.prefix { $0 != ";" })
        case "location": location = String(value)
        default: break
        }
    }
}
