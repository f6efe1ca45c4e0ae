import RolloutCore

/// What HAProxy sends about one request when its last byte is out, as bytes of one datagram.
///
/// `h1 token backend server status termination begin end sign`: begin is when the request's
/// headers were complete, end when the answer's last byte was handed on, both in microseconds since
/// 1970.
/// The sign is `1` for a request that reached the canary because it asked for it; the word is
/// missing where no such requests are known.
/// The meaning of the two letters of the termination state is in HAProxy's configuration manual,
/// section 8.5.
struct RequestRecord: Equatable {
    /// How the request went, as far as the service is concerned.
    enum Outcome: Equatable {
        /// A whole answer from the service, not 5xx.
        case answered
        /// A whole answer from the service that was 5xx.
        case answeredWithError
        /// No answer, half of one, or one HAProxy had to make up.
        case unanswered
        /// The client went away or sent no proper request; not the service's doing.
        case clientGone
    }

    /// The backend chosen.
    var slot: Slot
    /// The hash of the server's name; see ``hash(_:)``.
    var server: UInt64
    /// Where the server's name is in the datagram.
    var name: Range<Int>
    /// How it went.
    var outcome: Outcome
    /// When its last byte was out.
    var end: Int64
    /// From complete headers to the last byte, in microseconds, never negative.
    var took: Int64
    /// Whether it reached the canary by its sign: it was received, and nothing is judged by it.
    var isSmoke: Bool

    /// The first word of every record.
    static let mark = "h1"

    /// The name HAProxy gives when no server was chosen.
    static let noServer = hash(Array("<NOSRV>".utf8)[...])

    /// Reads a datagram without allocating.
    ///
    /// Nil for one that is not ours, or of a request that reached neither backend.
    init?(
        _ bytes: UnsafeRawBufferPointer,
        opening: [UInt8],
        backends: [(name: [UInt8], slot: Slot)]
    ) {
        guard bytes.count > opening.count, bytes[..<opening.count].elementsEqual(opening)
        else { return nil }
        var words = Words(bytes: bytes, position: opening.count)
        guard let backend = words.next(), let name = words.next(), let status = words.number(),
            let state = words.next(), state.count >= 2, let begin = words.number(),
            let end = words.number(),
            let slot = backends.first(where: { bytes[backend].elementsEqual($0.name) })?.slot
        else { return nil }
        self.slot = slot
        self.name = name
        server = Self.hash(bytes[name])
        outcome = Self.outcome(status: status, cause: bytes[state.lowerBound])
        self.end = end
        took = max(0, end - begin)
        isSmoke = words.next().map { bytes[$0].elementsEqual([UInt8(ascii: "1")]) } ?? false
    }

    /// FNV-1a, 64 bits: server names are few, so it tells them apart.
    static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return hash
    }

    /// Judges by the status and the first letter of the termination state.
    private static func outcome(status: Int64, cause: UInt8) -> Outcome {
        switch cause {
        case UInt8(ascii: "-"), UInt8(ascii: "L"):
            status >= 500 ? .answeredWithError : status > 0 ? .answered : .unanswered
        case UInt8(ascii: "C"), UInt8(ascii: "c"): .clientGone
        case UInt8(ascii: "P"): status >= 500 ? .unanswered : .clientGone
        default: .unanswered
        }
    }
}

/// The words of a datagram, from a position on.
private struct Words {
    let bytes: UnsafeRawBufferPointer
    var position: Int

    mutating func next() -> Range<Int>? {
        let space = UInt8(ascii: " ")
        while position < bytes.count, bytes[position] == space { position += 1 }
        let start = position
        while position < bytes.count, bytes[position] > space { position += 1 }
        return position > start ? start..<position : nil
    }

    mutating func number() -> Int64? {
        guard var word = next() else { return nil }
        let isNegative = bytes[word.lowerBound] == UInt8(ascii: "-")
        if isNegative { word = word.dropFirst() }
        guard !word.isEmpty else { return 0 }
        var value: Int64 = 0
        for byte in bytes[word] {
            guard byte >= 0x30, byte <= 0x39, value < 1 << 58 else { return nil }
            value = value * 10 + Int64(byte - 0x30)
        }
        return isNegative ? -value : value
    }
}
