/// The latencies of both revisions over the release, for people.
///
/// The baseline's seconds count by the canary's odds at the time, so that both have the same mix of
/// times of day; its effective number of requests is what such a weighing leaves (Kish).
struct LatencyComparison: Sendable, Hashable, Codable {
    private var canary: [Double] = []
    private var baseline: [Double] = []
    private var weighed = 0.0
    private var squared = 0.0

    mutating func take(_ arms: ArmPair, weight: Double) {
        guard weight > 0, weight < 1, let new = arms.canary.latency, let old = arms.baseline.latency
        else { return }
        if canary.isEmpty {
            canary = [Double](repeating: 0, count: LatencyTally.bucketCount)
            baseline = canary
        }
        for (offset, count) in new.counts.enumerated() {
            canary[new.first + offset] += Double(count)
        }
        let odds = weight / (1 - weight)
        var total = 0.0
        for (offset, count) in old.counts.enumerated() {
            baseline[old.first + offset] += odds * Double(count)
            total += odds * Double(count)
        }
        weighed += total
        squared += odds * total
    }

    /// The canary's quantile in milliseconds.
    func canary(_ quantile: Double, alpha: Double, dispersion: Double) -> Estimate {
        range(quantile, canary, alpha, dispersion)
    }

    /// The baseline's quantile in milliseconds.
    func baseline(_ quantile: Double, alpha: Double, dispersion: Double) -> Estimate {
        let scale = squared > 0 ? weighed / squared : 1
        return range(quantile, baseline.map { $0 * scale }, alpha, dispersion)
    }

    private func range(
        _ quantile: Double,
        _ counts: [Double],
        _ alpha: Double,
        _ dispersion: Double
    ) -> Estimate {
        .quantile(
            quantile,
            counts: counts,
            edges: counts.isEmpty ? [] : LatencyTally.edges,
            alpha: alpha,
            dispersion: dispersion
        )
    }
}
