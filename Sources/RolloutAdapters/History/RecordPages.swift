import Foundation

/// Records of bytes in a file to which is only appended.
///
/// Each has its length and a checksum before it, so that what a crash cut off, or a disk damaged,
/// is seen and never read as something else.
enum RecordPages {
    /// What every file begins with; another one is not ours.
    static let mark = Array("handoff history 1\n".utf8)
    /// Most bytes of one record.
    static let longest = 1 << 20
    private static let head = 8

    /// A record with what stands before it.
    static func framed(_ payload: [UInt8]) -> [UInt8] {
        number(UInt32(payload.count)) + number(checksum(payload[...])) + payload
    }

    /// What a file was found to hold.
    struct Content {
        /// The payloads, in order.
        var records: [ArraySlice<UInt8>] = []
        /// Bytes from the beginning that are sound.
        var soundBytes = 0
        /// Whether something stands behind them that is not.
        var isDamaged = false
    }

    /// Reads the file up to what is not sound; nothing sound in one that is not ours.
    static func read(_ bytes: [UInt8]) -> Content {
        var content = Content()
        guard bytes.starts(with: mark) else {
            content.isDamaged = !bytes.isEmpty
            return content
        }
        var place = mark.count
        content.soundBytes = place
        while place < bytes.count {
            guard bytes.count - place >= head else { break }
            let length = Int(value(bytes[place..<(place + 4)]))
            let begin = place + head
            guard length <= longest, begin + length <= bytes.count else { break }
            let payload = bytes[begin..<(begin + length)]
            guard checksum(payload) == value(bytes[(place + 4)..<begin]) else { break }
            content.records.append(payload)
            place = begin + length
            content.soundBytes = place
        }
        content.isDamaged = place < bytes.count
        return content
    }

    private static func number(_ value: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    private static func value(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// FNV-1a of 32 bits: against accidents, not against malice; the folder is its owner's.
    private static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        bytes.reduce(2_166_136_261) { ($0 ^ UInt32($1)) &* 16_777_619 }
    }
}

/// Whole numbers in as few bytes as they need, seven bits a byte.
struct NumberWriter {
    private(set) var bytes: [UInt8] = []

    mutating func add(_ number: Int) {
        var rest = UInt64(max(0, number))
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    mutating func add(_ number: Double) {
        let pattern = number.bitPattern
        bytes += (0..<8).map { UInt8(truncatingIfNeeded: pattern >> (8 * UInt64($0))) }
    }

    mutating func add(_ text: String) {
        let utf8 = Array(text.utf8.prefix(1_024))
        add(utf8.count)
        bytes += utf8
    }
}

/// Reads what a ``NumberWriter`` wrote; nil beyond the end or for what is no number.
struct NumberReader {
    private let bytes: ArraySlice<UInt8>
    private var place: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        place = bytes.startIndex
    }

    /// Whether nothing is left.
    var isAtEnd: Bool { place >= bytes.endIndex }

    mutating func number() -> Int? {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while place < bytes.endIndex, shift < 63 {
            let byte = bytes[place]
            place += 1
            value |= UInt64(byte & 0x7f) << shift
            if byte < 0x80 { return Int(exactly: value) }
            shift += 7
        }
        return nil
    }

    mutating func real() -> Double? {
        guard bytes.endIndex - place >= 8 else { return nil }
        let pattern = (0..<8).reduce(UInt64(0)) {
            $0 | UInt64(bytes[place + $1]) << (8 * UInt64($1))
        }
        place += 8
        return Double(bitPattern: pattern)
    }

    mutating func text() -> String? {
        guard let length = number(), bytes.endIndex - place >= length else { return nil }
        defer { place += length }
        return String(decoding: bytes[place..<(place + length)], as: UTF8.self)
    }
}
