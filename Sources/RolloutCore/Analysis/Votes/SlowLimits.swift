/// Beyond which latency a request counts as slow: the baseline's quantiles, known beforehand.
///
/// From history where the rehearsal gave them, otherwise from what the baseline served before: an
/// exponential window with the mean age of a five-minute one, in constant memory, renewed every ten
/// measured seconds.
struct SlowLimits: Sendable, Hashable, Codable {
    private static let renewal = 10
    /// e^(-10 s / 150 s).
    private static let kept = 0.935_506_985_031_617_8
    /// Requests beyond a quantile without which it is not known.
    private static let leastBeyond = 5.0
    private static let metrics: [JudgedMetric] = [.p99, .p95, .p50]

    /// The bucket of the quantile for p99, p95 and p50; nil while unknown.
    private(set) var buckets: [Int?]
    private let isFixed: [Bool]
    private var trailing: [Double] = []
    private var seconds = 0

    init(_ calibration: JudgeCalibration) {
        buckets = Self.metrics.map { metric in
            calibration.slowLimits[metric].map { LatencyTally.bucket(of: $0) }
        }
        isFixed = buckets.map { $0 != nil }
    }

    /// Takes in what the baseline served in a second that was already judged.
    mutating func take(_ baseline: LatencyTally?) {
        guard isFixed.contains(false), let baseline, !baseline.counts.isEmpty else { return }
        if trailing.isEmpty {
            trailing = [Double](repeating: 0, count: LatencyTally.bucketCount)
        }
        for (offset, count) in baseline.counts.enumerated() {
            trailing[baseline.first + offset] += Double(count)
        }
        seconds += 1
        if seconds % Self.renewal == 0 { renew() }
    }

    private mutating func renew() {
        let total = trailing.reduce(0, +)
        for (index, metric) in Self.metrics.enumerated() where !isFixed[index] {
            let quantile = metric.quantile ?? 0
            if total * (1 - quantile) >= Self.leastBeyond {
                buckets[index] = bucket(atRank: quantile * total)
            }
        }
        for index in trailing.indices { trailing[index] *= Self.kept }
    }

    private func bucket(atRank rank: Double) -> Int {
        var sum = 0.0
        for (bucket, count) in trailing.enumerated() {
            sum += count
            if sum >= rank { return bucket }
        }
        return trailing.count - 1
    }
}
