/// Counts of the stable revision, second by second and slice by slice, to rehearse the judge on.
///
/// A slice is an instance, or the clients of one hash. Where only totals are known, there is one
/// slice. A day of ten slices is 90 MB, so it is made, rehearsed on, and let go.
package struct RehearsalHistory: Sendable {
    /// Beyond how many milliseconds a request is slow; a metric that is absent is not rehearsed.
    package let slowLimits: [JudgedMetric: Double]
    /// Seconds appended.
    package private(set) var seconds = 0
    /// Those of them in which no slice was measured.
    package private(set) var missing = 0
    /// How many slices there are.
    package let sliceCount: Int

    /// The metrics there are counts of, in the judge's order: errors first, always.
    let metrics: [JudgedMetric]

    /// For each of `metrics` its slices.
    private var columns: [[RehearsalSlice]]
    private let limits: [(metric: JudgedMetric, bucket: Int)]
    private let margin: Int

    /// An empty history.
    ///
    /// - Parameters:
    ///   - sliceCount: How many slices every second has, at least one.
    ///   - slowLimits: The quantiles of the same history, see ``SlowLimitSearch``.
    ///   - latencyTolerance: By what part a canary may be slower, as the judge will allow it.
    package init(
        sliceCount: Int,
        slowLimits: [JudgedMetric: Double] = [:],
        latencyTolerance: Double = 0.1
    ) {
        precondition(sliceCount > 0)
        self.sliceCount = sliceCount
        self.slowLimits = slowLimits
        limits = JudgedMetric.allCases.compactMap { metric in
            guard metric.quantile != nil, let limit = slowLimits[metric] else { return nil }
            return (metric, LatencyTally.bucket(of: limit))
        }
        margin = LatencyTally.margin(of: latencyTolerance)
        metrics = [.errors] + limits.map(\.metric)
        let empty = Array(repeating: RehearsalSlice(), count: sliceCount)
        columns = Array(repeating: empty, count: metrics.count)
    }

    /// Appends the next second: one entry per slice, nil for one that was not measured.
    ///
    /// Time must not be left out: append a second without any measurement too. Negative counts were
    /// already made 0 by ``ArmCounts``.
    ///
    /// - Precondition: as many entries as slices.
    package mutating func append(_ second: [ArmCounts?]) {
        precondition(second.count == sliceCount)
        seconds += 1
        if second.allSatisfy({ $0 == nil }) { missing += 1 }
        for (index, counts) in second.enumerated() {
            let errors = Double(counts?.errors ?? 0)
            columns[0][index].append(
                requests: Double(counts?.requests ?? 0),
                events: errors,
                canaryEvents: errors
            )
            let latency = counts?.latency ?? LatencyTally()
            for (column, (_, bucket)) in limits.enumerated() {
                columns[column + 1][index].append(
                    requests: latency.total,
                    events: latency.requests(above: bucket),
                    canaryEvents: latency.requests(above: bucket + margin)
                )
            }
        }
    }

    /// What the slices had of that metric; nil when it has no limit.
    func slices(of metric: JudgedMetric) -> [RehearsalSlice]? {
        metrics.firstIndex(of: metric).map { columns[$0] }
    }
}
