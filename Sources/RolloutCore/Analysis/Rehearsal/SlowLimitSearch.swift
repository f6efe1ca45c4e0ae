/// Finds beyond how many milliseconds requests count as slow, from a history's latencies.
///
/// One pass over the history before the ``RehearsalHistory`` is made; constant memory.
package struct SlowLimitSearch: Sendable, Hashable, Codable {
    /// Requests beyond a quantile without which it is not known.
    private static let leastBeyond = 5.0

    private var counts = [Double](repeating: 0, count: LatencyTally.bucketCount)

    /// A search that has seen no request.
    package init() {}

    /// Takes in the requests of one second.
    package mutating func add(_ tally: LatencyTally) {
        for (offset, count) in tally.counts.enumerated() {
            counts[tally.first + offset] += Double(count)
        }
    }

    /// The lower edge of the bucket of each quantile in milliseconds; absent with too few requests.
    package var limits: [JudgedMetric: Double] {
        let total = counts.reduce(0, +)
        var limits: [JudgedMetric: Double] = [:]
        for metric in JudgedMetric.allCases {
            guard let quantile = metric.quantile, total * (1 - quantile) >= Self.leastBeyond
            else { continue }
            var sum = 0.0
            let bucket = counts.firstIndex {
                sum += $0
                return sum >= quantile * total
            }
            limits[metric] = LatencyTally.edges[bucket ?? LatencyTally.bucketCount - 1]
        }
        return limits
    }
}
