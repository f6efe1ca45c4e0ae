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
    /// What was found wrong with it while it was read.
    package internal(set) var repairs = HistoryRepairs()
    /// Seconds in which the latencies of slices were measured.
    private(set) var latencySeconds = 0

    /// The metrics there are counts of, in the judge's order: errors first, always.
    let metrics: [JudgedMetric]

    /// For each of `metrics` its slices.
    private var columns: [[RehearsalSlice]]
    /// Earlier releases, oldest first.
    private var releases: [EarlierRelease] = []
    private let limits: [(metric: JudgedMetric, stable: Int, canary: Int)]

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
        var settings = JudgeSettings(startMass: StartMass(plannedSeconds: 1))
        settings.latencyTolerance = latencyTolerance
        self.init(sliceCount: sliceCount, slowLimits: slowLimits, for: settings)
    }

    /// An empty history for a judge with those settings, of which only the tolerances of latency
    /// matter here.
    package init(
        sliceCount: Int,
        slowLimits: [JudgedMetric: Double],
        for settings: JudgeSettings
    ) {
        precondition(sliceCount > 0)
        self.sliceCount = sliceCount
        self.slowLimits = slowLimits
        limits = JudgedMetric.allCases.compactMap { metric in
            guard metric.quantile != nil, let limit = slowLimits[metric] else { return nil }
            let bucket = LatencyTally.bucket(of: limit)
            return (metric, bucket, settings.canaryLimit(metric, stable: bucket))
        }
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
        if second.contains(where: { $0?.latency?.counts.isEmpty == false }) { latencySeconds += 1 }
        for (index, counts) in second.enumerated() {
            let errors = Double(counts?.errors ?? 0)
            columns[0][index].append(
                requests: Double(counts?.requests ?? 0),
                events: errors,
                canaryEvents: errors
            )
            let latency = counts?.latency ?? LatencyTally()
            for (column, limit) in limits.enumerated() {
                columns[column + 1][index].append(
                    requests: latency.total,
                    events: latency.requests(above: limit.stable),
                    canaryEvents: latency.requests(above: limit.canary)
                )
            }
        }
    }

    /// Appends the next second of an earlier release that turned out well.
    package mutating func append(_ second: EarlierSecond) {
        if releases.last?.release != second.release {
            if releases.count == Self.mostReleases { releases.removeFirst() }
            releases.append(EarlierRelease(second.release, metrics: metrics.count))
        }
        releases[releases.count - 1].append(second, limits: limits.map { ($0.stable, $0.canary) })
    }

    /// Earlier releases that are kept; the newest say most.
    private static let mostReleases = 10

    /// The earlier releases that took long enough to say something.
    var earlierReleases: [EarlierRelease] {
        releases.filter { $0.seconds >= EarlierRelease.leastSeconds }
    }

    /// What the slices had of that metric; nil when it has no limit.
    func slices(of metric: JudgedMetric) -> [RehearsalSlice]? {
        metrics.firstIndex(of: metric).map { columns[$0] }
    }
}
