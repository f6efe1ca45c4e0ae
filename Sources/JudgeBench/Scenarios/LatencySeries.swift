import RolloutCore

/// Counts of one arm's latencies in every second, in the buckets of `LatencyTally`.
struct LatencyArm: Sendable {
    /// The buckets of the first second, then those of the next.
    private(set) var counts: [UInt16]

    /// Seconds without a request.
    init(seconds: Int) {
        counts = Array(repeating: 0, count: seconds * LatencyTally.bucketCount)
    }

    /// Adds a request.
    mutating func add(_ bucket: Int, at second: Int) {
        counts[second * LatencyTally.bucketCount + bucket] += 1
    }

    /// What the arm had in that second, as the judge takes it.
    func tally(at second: Int) -> LatencyTally {
        let start = second * LatencyTally.bucketCount
        let row = counts[start..<(start + LatencyTally.bucketCount)]
        guard let first = row.firstIndex(where: { $0 > 0 }),
            let last = row.lastIndex(where: { $0 > 0 })
        else { return LatencyTally() }
        return LatencyTally(first: first - start, counts: row[first...last].map(Int.init))
    }
}

/// What both arms of a release had.
struct LatencySeries: Sendable {
    /// The length in seconds.
    var seconds: Int
    /// The new revision.
    var canary: LatencyArm
    /// What it is compared with.
    var baseline: LatencyArm
}

/// Sums of a latency series, so that any window costs one subtraction per bucket.
struct LatencyWindows: Sendable {
    private var canary: [Int32]
    private var baseline: [Int32]

    /// Sums up to the end of every second.
    init(_ series: LatencySeries) {
        canary = Self.sums(series.canary.counts, seconds: series.seconds)
        baseline = Self.sums(series.baseline.counts, seconds: series.seconds)
    }

    private static func sums(_ counts: [UInt16], seconds: Int) -> [Int32] {
        let width = LatencyTally.bucketCount
        var sums = [Int32](repeating: 0, count: (seconds + 1) * width)
        for place in 0..<(seconds * width) {
            sums[place + width] = sums[place] + Int32(counts[place])
        }
        return sums
    }

    /// A quantile in milliseconds over the seconds from `start` up to and without `end`.
    ///
    /// Not a number without requests.
    func quantile(_ quantile: Double, from start: Int, to end: Int, arm: Arm) -> Double {
        let sums = arm == .canary ? canary : baseline
        let width = LatencyTally.bucketCount
        var total: Int32 = 0
        for bucket in 0..<width {
            total += sums[end * width + bucket] - sums[start * width + bucket]
        }
        guard total > 0 else { return .nan }
        var seen: Int32 = 0
        for bucket in 0..<width {
            seen += sums[end * width + bucket] - sums[start * width + bucket]
            if Double(seen) >= quantile * Double(total) { return LatencyLaw.middles[bucket] }
        }
        return LatencyLaw.middles[width - 1]
    }
}

/// One of the two sides of a comparison.
enum Arm: Sendable {
    /// The new revision.
    case canary
    /// What it is compared with.
    case baseline
}
