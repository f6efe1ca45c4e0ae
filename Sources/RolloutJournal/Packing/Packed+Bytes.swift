extension Packed {
    /// What begins a value: its sort, or a small whole number itself.
    private enum Tag {
        static let null: UInt8 = 0
        static let no: UInt8 = 1
        static let yes: UInt8 = 2
        static let integer: UInt8 = 3
        static let real: UInt8 = 4
        static let zero: UInt8 = 5
        static let text: UInt8 = 6
        static let list: UInt8 = 7
        static let record: UInt8 = 8
        static let unsigned: UInt8 = 9
        static let part: UInt8 = 10
        static let small: UInt8 = 32
    }

    /// Deeper than any value of ours; only damaged bytes nest further.
    private static let deepest = 200

    /// Values that take as many bytes may be kept apart.
    private static let partSize = 192
    /// Fields below that depth stay where they are.
    private static let partDepth = 6

    /// Writes the value; `keep` puts bytes of a larger field away and answers their number.
    func write(
        to bytes: inout [UInt8],
        depth: Int = 0,
        keep: ([UInt8]) throws -> Int
    ) throws {
        switch self {
        case .null: bytes.append(Tag.null)
        case .bool(let value): bytes.append(value ? Tag.yes : Tag.no)
        case .integer(let value) where (0..<200).contains(value):
            bytes.append(Tag.small + UInt8(value))
        case .integer(let value):
            bytes.append(Tag.integer)
            bytes.appendNumber(UInt64(bitPattern: value << 1 ^ value >> 63))
        case .unsigned(let value):
            bytes.append(Tag.unsigned)
            bytes.appendNumber(value)
        case .real(let value):
            bytes.appendReal(value, zero: Tag.zero, other: Tag.real)
        case .text(let value):
            bytes.append(Tag.text)
            bytes.appendNumber(UInt64(value.utf8.count))
            bytes += value.utf8
        case .list(let values):
            bytes.append(Tag.list)
            bytes.appendNumber(UInt64(values.count))
            for value in values { try value.write(to: &bytes, depth: depth + 1, keep: keep) }
        case .record(let fields):
            bytes.append(Tag.record)
            bytes.appendNumber(UInt64(fields.count))
            for field in fields { try field.write(to: &bytes, depth: depth + 1, keep: keep) }
        case .part(let number):
            bytes.append(Tag.part)
            bytes.appendNumber(UInt64(number))
        }
    }

    /// Reads one value.
    static func read(_ bytes: inout ArraySlice<UInt8>, depth: Int = 0) throws -> Packed {
        guard depth < deepest, let tag = bytes.popFirst() else { throw PackedDamage() }
        switch tag {
        case Tag.null: return .null
        case Tag.no: return .bool(false)
        case Tag.yes: return .bool(true)
        case Tag.integer:
            let number = try bytes.takeNumber()
            return .integer(Int64(bitPattern: number >> 1) ^ -Int64(number & 1))
        case Tag.unsigned: return .unsigned(try bytes.takeNumber())
        case Tag.zero: return .real(0)
        case Tag.real: return .real(try bytes.takeReal())
        case Tag.text:
            let count = try bytes.takeCount()
            defer { bytes = bytes.dropFirst(count) }
            return .text(String(decoding: bytes.prefix(count), as: UTF8.self))
        case Tag.list:
            return .list(
                try (0..<bytes.takeCount()).map { _ in try read(&bytes, depth: depth + 1) }
            )
        case Tag.record:
            return .record(
                try (0..<bytes.takeCount()).map { _ in
                    PackedField(
                        name: try bytes.takeCount(within: .max),
                        value: try read(&bytes, depth: depth + 1)
                    )
                }
            )
        case Tag.part: return .part(try bytes.takeCount(within: .max))
        case Tag.small...: return .integer(Int64(tag - Tag.small))
        default: throw PackedDamage()
        }
    }

    fileprivate static func isKept(_ bytes: [UInt8], depth: Int) -> Bool {
        depth <= partDepth && bytes.count >= partSize
    }
}

extension PackedField {
    fileprivate func write(
        to bytes: inout [UInt8],
        depth: Int,
        keep: ([UInt8]) throws -> Int
    ) throws {
        bytes.appendNumber(UInt64(name))
        switch value {
        case .list, .record:
            var own: [UInt8] = []
            try value.write(to: &own, depth: depth, keep: keep)
            guard Packed.isKept(own, depth: depth) else {
                bytes += own
                return
            }
            try Packed.part(try keep(own)).write(to: &bytes, keep: keep)
        default:
            try value.write(to: &bytes, depth: depth, keep: keep)
        }
    }
}

extension [UInt8] {
    /// Groups of seven bits, the lowest first, the high bit set on all but the last.
    mutating func appendNumber(_ number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            append(UInt8(rest & 0x7f) | 0x80)
            rest >>= 7
        }
        append(UInt8(rest))
    }

    fileprivate mutating func appendReal(_ value: Double, zero: UInt8, other: UInt8) {
        guard value.bitPattern != 0 else {
            append(zero)
            return
        }
        append(other)
        for shift in stride(from: UInt64(0), to: 64, by: 8) {
            append(UInt8(truncatingIfNeeded: value.bitPattern >> shift))
        }
    }
}

extension ArraySlice<UInt8> {
    mutating func takeNumber() throws -> UInt64 {
        var number: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 70, by: 7) {
            guard let byte = popFirst() else { break }
            number |= UInt64(byte & 0x7f) << shift
            if byte & 0x80 == 0 { return number }
        }
        throw PackedDamage()
    }

    /// A count of what follows; as each takes a byte or more, no more than there are.
    fileprivate mutating func takeCount(within most: Int? = nil) throws -> Int {
        let number = try takeNumber()
        guard number <= UInt64(most ?? count) else { throw PackedDamage() }
        return Int(number)
    }

    fileprivate mutating func takeReal() throws -> Double {
        guard count >= 8 else { throw PackedDamage() }
        var bits: UInt64 = 0
        for byte in prefix(8).reversed() { bits = bits << 8 | UInt64(byte) }
        self = dropFirst(8)
        return Double(bitPattern: bits)
    }
}
