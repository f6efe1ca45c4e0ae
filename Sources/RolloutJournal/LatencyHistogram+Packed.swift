import Foundation
import RolloutCore

extension LatencyHistogram {
    /// Buckets and counts in Base64, about two bytes for each bucket with one request.
    ///
    /// For each bucket in rising order: the distance from the bucket before (the first from 0),
    /// doubled, plus 1 when a count follows; without it the count is 1. Numbers are variable-length
    /// little-endian groups of seven bits, the high bit set on all but the last, as in protocol
    /// buffers (protobuf.dev, "Base 128 varints").
    var packed: String {
        var bytes = Data()
        var previous: Int32 = 0
        for (bucket, count) in zip(buckets, counts) {
            let hasCount = count != 1
            bytes.appendGroups(UInt64(bucket - previous) << 1 | (hasCount ? 1 : 0))
            if hasCount { bytes.appendGroups(UInt64(count)) }
            previous = bucket
        }
        return bytes.base64EncodedString()
    }

    /// Reads what ``packed`` wrote; nil when the text can't be that.
    init?(packed text: String) {
        guard let bytes = Data(base64Encoded: text) else { return nil }
        self.init()
        var reader = bytes[...]
        var bucket: UInt64 = 0
        while !reader.isEmpty {
            guard let head = reader.popGroups() else { return nil }
            var count: UInt64 = 1
            if head & 1 == 1 {
                guard let stored = reader.popGroups() else { return nil }
                count = stored
            }
            bucket += head >> 1
            guard bucket <= Self.lastBucket, (1...UInt64(Int32.max)).contains(count) else {
                return nil
            }
            // The highest latency of a bucket falls into that bucket again.
            add(microseconds: Self.highest(in: Int32(bucket)), count: Int32(count))
        }
    }

    /// Beyond 146,000 years; one power of two further would not fit 64 bits.
    private static let lastBucket = UInt64(bucket(of: .max / 2))
}

extension Data {
    fileprivate mutating func appendGroups(_ number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            append(UInt8(rest & 0x7f) | 0x80)
            rest >>= 7
        }
        append(UInt8(rest))
    }

    /// Takes one number off the front; nil when it does not end, or is longer than 35 bits.
    fileprivate mutating func popGroups() -> UInt64? {
        var number: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 35, by: 7) {
            guard let byte = popFirst() else { return nil }
            number |= UInt64(byte & 0x7f) << shift
            if byte & 0x80 == 0 { return number }
        }
        return nil
    }
}
