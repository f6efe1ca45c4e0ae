/// Writes numbers in few bits, by what numbers of the same sort were before.
///
/// A binary range coder with adaptive probabilities of 11 bits, as LZMA's (7-zip.org, "LZMA
/// specification"). A number is its length in bits, coded bit by bit with probabilities of its
/// sort, then its leading digit with one, then the rest as it is. Small and repeated numbers cost a
/// fraction of a bit.
struct RangeEncoder {
    private var low: UInt64 = 0
    private var range = UInt32.max
    private var pending: UInt8 = 0
    private var pendingCount = 1
    private var model: RangeModel
    private(set) var bytes: [UInt8] = []

    /// A coder for so many sorts of numbers.
    init(sorts: Int) { model = RangeModel(sorts: sorts) }

    /// Writes a number as one of that sort.
    mutating func put(_ number: UInt64, _ sort: Int) {
        let length = 64 - number.leadingZeroBitCount
        for step in 0..<length { code(1, at: model.length(sort, step)) }
        if length < 64 { code(0, at: model.length(sort, length)) }
        guard length > 1 else { return }
        let rest = length - 1
        code(UInt32(number >> UInt64(rest - 1) & 1), at: model.digit(sort, length))
        if rest > 1 { putPlain(number, bits: rest - 1) }
    }

    /// Writes the lowest bits of a number as they are.
    mutating func putPlain(_ number: UInt64, bits: Int) {
        for bit in stride(from: bits - 1, through: 0, by: -1) {
            range >>= 1
            if number >> UInt64(bit) & 1 == 1 { low += UInt64(range) }
            normalise()
        }
    }

    /// Ends the coding; the bytes are whole then.
    mutating func finish() -> [UInt8] {
        for _ in 0..<5 { shift() }
        // The reader takes what is missing for zeros.
        while bytes.last == 0 { bytes.removeLast() }
        return bytes
    }

    private mutating func code(_ bit: UInt32, at place: Int) {
        let bound = (range >> 11) * UInt32(model.chances[place])
        if bit == 0 {
            range = bound
        } else {
            low += UInt64(bound)
            range -= bound
        }
        model.learn(bit, at: place)
        normalise()
    }

    private mutating func normalise() {
        while range < 1 << 24 {
            range <<= 8
            shift()
        }
    }

    private mutating func shift() {
        if low < 0xFF00_0000 || low > 0xFFFF_FFFF {
            let carry = UInt8(truncatingIfNeeded: low >> 32)
            while pendingCount > 0 {
                bytes.append(pending &+ carry)
                pending = 0xFF
                pendingCount -= 1
            }
            pending = UInt8(truncatingIfNeeded: low >> 24)
        }
        pendingCount += 1
        low = (low & 0x00FF_FFFF) << 8
    }
}

/// What a range coder has learned of each sort of numbers; both sides learn the same.
struct RangeModel {
    /// The chance of a 0 at each place, in 2,048ths.
    fileprivate(set) var chances: [UInt16]
    private static let places = 130

    init(sorts: Int) {
        chances = Array(repeating: 1_024, count: sorts * Self.places)
    }

    func length(_ sort: Int, _ step: Int) -> Int { sort * Self.places + step }

    func digit(_ sort: Int, _ length: Int) -> Int { sort * Self.places + 65 + length }

    mutating func learn(_ bit: UInt32, at place: Int) {
        if bit == 0 {
            chances[place] += (2_048 - chances[place]) >> 4
        } else {
            chances[place] -= chances[place] >> 4
        }
    }
}
