/// Counts durations into fixed buckets, the way OpenMetrics shows them.
struct Histogram: Sendable {
    /// Upper bounds in seconds; one more bucket takes what is longer.
    static let bounds = [
        0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 1.5, 2.5, 5, 10,
    ]

    /// How many fell into each bucket, not cumulated; the last is the unbounded one.
    private(set) var counts = [UInt64](repeating: 0, count: bounds.count + 1)
    private(set) var sumSeconds = 0.0

    mutating func record(_ duration: Duration) {
        let seconds = duration / .seconds(1)
        let bucket = Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count
        counts[bucket] += 1
        sumSeconds += seconds
    }
}
