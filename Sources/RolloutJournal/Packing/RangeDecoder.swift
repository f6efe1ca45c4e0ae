/// Reads what a ``RangeEncoder`` wrote.
struct RangeDecoder {
    /// The bytes cannot be what was written.
    struct Damaged: Error {}

    private let bytes: ArraySlice<UInt8>
    private var next: Int
    private var range = UInt32.max
    private var code: UInt32 = 0
    private var model: RangeModel

    /// Reads numbers of so many sorts.
    init(_ bytes: ArraySlice<UInt8>, sorts: Int) {
        self.bytes = bytes
        next = bytes.startIndex
        model = RangeModel(sorts: sorts)
        for _ in 0..<5 { code = code << 8 | UInt32(take()) }
    }

    /// The next number of that sort.
    mutating func get(_ sort: Int) throws(Damaged) -> UInt64 {
        var length = 0
        while length < 64, bit(at: model.length(sort, length)) == 1 { length += 1 }
        guard length > 1 else { return UInt64(length) }
        var number = 2 | UInt64(bit(at: model.digit(sort, length)))
        if length > 2 { number = number << UInt64(length - 2) | getPlain(bits: length - 2) }
        // Beyond the end there are only zeros: whoever reads far into them reads nothing.
        guard next < bytes.endIndex + 16 else { throw Damaged() }
        return number
    }

    /// The next number of at most that, such as a count of what follows.
    mutating func get(_ sort: Int, upTo most: Int) throws(Damaged) -> Int {
        let number = try get(sort)
        guard number <= UInt64(most) else { throw Damaged() }
        return Int(number)
    }

    /// So many bits as they are.
    mutating func getPlain(bits: Int) -> UInt64 {
        var number: UInt64 = 0
        for _ in 0..<bits {
            range >>= 1
            let isSet = code >= range
            if isSet { code -= range }
            number = number << 1 | (isSet ? 1 : 0)
            normalise()
        }
        return number
    }

    private mutating func bit(at place: Int) -> UInt32 {
        let bound = (range >> 11) * UInt32(model.chances[place])
        let bit: UInt32 = code < bound ? 0 : 1
        if bit == 0 {
            range = bound
        } else {
            code -= bound
            range -= bound
        }
        model.learn(bit, at: place)
        normalise()
        return bit
    }

    private mutating func normalise() {
        while range < 1 << 24 {
            range <<= 8
            code = code << 8 | UInt32(take())
        }
    }

    private mutating func take() -> UInt8 {
        defer { next += 1 }
        return next < bytes.endIndex ? bytes[next] : 0
    }
}
