import RolloutCore

/// A second of measurements in a few hundred bytes.
///
/// There is one every second, so a day of them has to fit. In order: one byte that says this form,
/// two bytes of a Fletcher sum over the rest, eight bytes of the second in microseconds since 1970
/// (the lowest first), then numbers of a ``RangeEncoder``: counts, errors, latencies as steps
/// between buckets and their counts, instances as steps between their numbers, and readings.
/// Nothing is rounded: what was written comes back.
enum PackedSample {
    static let form: UInt8 = 1
    private static let head = 11

    /// The bytes of a second.
    static func pack(_ sample: Sample) -> [UInt8] {
        var writer = SampleWriter()
        writer.put(sample)
        var moment = UInt64(bitPattern: sample.second.microseconds)
        var body: [UInt8] = []
        for _ in 0..<8 {
            body.append(UInt8(truncatingIfNeeded: moment))
            moment >>= 8
        }
        body += writer.finish()
        return [form] + sum(body[...]) + body
    }

    /// The second of those bytes.
    ///
    /// - Throws: `RangeDecoder.Damaged` when they are not what was written.
    static func unpack(_ bytes: [UInt8]) throws(RangeDecoder.Damaged) -> Sample {
        guard bytes.count >= head, bytes[0] == form, Array(bytes[1...2]) == sum(bytes[3...]) else {
            throw RangeDecoder.Damaged()
        }
        let moment = bytes[3..<head].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        var sample = Sample(second: Timestamp(microseconds: Int64(bitPattern: moment)))
        var reader = SampleReader(bytes[head...])
        try reader.read(&sample)
        return sample
    }

    private static func sum(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var (first, second): (UInt32, UInt32) = (0, 0)
        for byte in bytes {
            first = (first + UInt32(byte)) % 255
            second = (second + first) % 255
        }
        return [UInt8(first), UInt8(second)]
    }
}

/// The sorts of numbers in a packed second; those of a row of 16 differ by the number before.
enum SampleSort {
    static let flag = 0
    static let total = 1
    static let errors = 2
    static let step = 3
    static let size = 4
    static let firstBucket = 5
    static let name = 6
    static let letter = 7
    static let instanceStep = 8
    static let instanceErrors = 9
    static let p95Kind = 10
    static let p95 = 11
    static let readingKind = 12
    static let reading = 13
    static let metric = 14
    static let side = 15
    static let gaps = 16
    static let counts = 32
    static let requests = 48
    static let open = 64
    static let all = 80

    /// The place in a row of 16 for a number that follows that one.
    static func after(_ number: UInt64) -> Int { min(64 - number.leadingZeroBitCount, 15) }
}
