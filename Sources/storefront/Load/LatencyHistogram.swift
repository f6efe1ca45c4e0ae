/// Latencies from a microsecond to hours, less than 1% apart, in a fixed space.
///
/// Buckets are linear within each power of two, as in HdrHistogram, so a run of any length
/// takes the same memory.
struct LatencyHistogram: Sendable {
    private static let precisionBits = 8
    private static let half = 1 << (precisionBits - 1)
    private static let largest = UInt64(1) << 36

    private var counts = [UInt64](repeating: 0, count: 30 * half)
    private(set) var count: UInt64 = 0
    private(set) var max: Duration = .zero

    mutating func record(_ latency: Duration) {
        let microseconds = UInt64(clamping: Int64(latency / .microseconds(1)))
        counts[Self.bucket(of: min(microseconds, Self.largest))] += 1
        count += 1
        max = Swift.max(max, latency)
    }

    /// The latency that the given share of all did not exceed; nothing without any.
    func quantile(_ share: Double) -> Duration? {
        guard count > 0 else { return nil }
        let rank = Swift.max(1, UInt64((share * Double(count)).rounded(.up)))
        var seen: UInt64 = 0
        for (index, here) in counts.enumerated() where here > 0 {
            seen += here
            if seen >= rank { return min(Self.upperBound(of: index), max) }
        }
        return max
    }

    private static func bucket(of microseconds: UInt64) -> Int {
        let bits = UInt64.bitWidth - microseconds.leadingZeroBitCount
        let magnitude = Swift.max(0, bits - precisionBits)
        return magnitude * half + Int(microseconds >> magnitude)
    }

    private static func upperBound(of bucket: Int) -> Duration {
        let magnitude = Swift.max(0, bucket / half - 1)
        let position = bucket - magnitude * half
        return .microseconds((position + 1) << magnitude)
    }
}
