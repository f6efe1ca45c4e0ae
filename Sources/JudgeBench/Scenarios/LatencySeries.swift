/// Counts of latencies in every second of a release, in the buckets of `LatencyLaw`.
struct LatencySeries: Sendable {
    /// The length in seconds.
    let seconds: Int
    /// Per second the counts of every bucket, on the canary.
    var canary: [UInt16]
    /// Per second the counts of every bucket, on the baseline.
    var baseline: [UInt16]

    /// Seconds without a request.
    init(seconds: Int) {
        self.seconds = seconds
        canary = Array(repeating: 0, count: seconds * LatencyLaw.buckets)
        baseline = canary
    }

    /// The requests slower than a quantile of the past, the canary's with a tolerance of 10%.
    func slower(than bucket: Int) -> EventSeries {
        var series = EventSeries(seconds: seconds)
        let count = LatencyLaw.buckets
        for second in 0..<seconds {
            let start = second * count
            for place in 0..<count {
                let canary = Int(canary[start + place])
                let baseline = Int(baseline[start + place])
                series.canaryRequests[second] += canary
                series.baselineRequests[second] += baseline
                // One bucket, 10%, is the tolerance.
                if place > bucket + 1 { series.canaryEvents[second] += canary }
                if place > bucket { series.baselineEvents[second] += baseline }
            }
        }
        return series
    }
}

/// Sums of a latency series, so that any window costs one subtraction per bucket.
struct LatencyWindows: Sendable {
    private var canary: [Int32]
    private var baseline: [Int32]

    /// Sums up to the end of every second.
    init(_ series: LatencySeries) {
        canary = Self.sums(series.canary, seconds: series.seconds)
        baseline = Self.sums(series.baseline, seconds: series.seconds)
    }

    private static func sums(_ counts: [UInt16], seconds: Int) -> [Int32] {
        let width = LatencyLaw.buckets
        var sums = [Int32](repeating: 0, count: (seconds + 1) * width)
        for place in 0..<(seconds * width) { sums[place + width] = sums[place] + Int32(counts[place]) }
        return sums
    }

    /// A quantile in milliseconds over the seconds from `start` up to and without `end`.
    ///
    /// Not a number without requests.
    func quantile(_ quantile: Double, from start: Int, to end: Int, arm: Arm) -> Double {
        let sums = arm == .canary ? canary : baseline
        let width = LatencyLaw.buckets
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
