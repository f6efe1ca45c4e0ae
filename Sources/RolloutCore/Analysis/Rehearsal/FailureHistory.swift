/// What failed and what was slow in a history, in blocks: what one revision alone usually does.
///
/// One pass over the history; a day in blocks of 10 s is a megabyte.
package struct FailureHistory {
    /// How long a block is: 10 s, or the time between two readings of a slower source.
    package let block: Duration
    private let blocks: [JudgedMetric: [FailureBlock?]]

    /// How far back is looked.
    private static let span = 90_000

    /// Reads the day and the hour before `end`; beyond `slowLimits`, in milliseconds, requests are
    /// slow.
    package init(
        reading source: any HistorySource,
        slowLimits: [JudgedMetric: Double],
        before end: Timestamp
    ) {
        let length = max(10, source.interval)
        let last = Int(end.microseconds / 1_000_000) / length
        let first = last - Self.span / length
        let limits = slowLimits.mapValues(LatencyTally.bucket)
        let metrics = [.errors] + JudgedMetric.allCases.filter { limits[$0] != nil }
        var order = HistoryOrder(interval: source.interval)
        var found: [JudgedMetric: [Int: FailureBlock]] = [:]
        source.forEachSecond { second in
            guard order.missing(before: second.second) != nil else { return }
            let number = Int(second.second.microseconds / 1_000_000) / length
            guard (first..<last).contains(number) else { return }
            for metric in metrics {
                for slice in second.slices {
                    let counts = slice.counts.failures(beyond: limits[metric], of: metric)
                    guard let counts else { continue }
                    found[metric, default: [:]][number, default: FailureBlock()].add(counts)
                }
            }
        }
        block = .seconds(length)
        blocks = found.mapValues { found in
            ((found.keys.min() ?? last)..<last).map { found[$0] }
        }
    }

    /// The blocks of a metric up to the end, oldest first; nil where nothing was measured, and
    /// empty when there are none at all.
    package func blocks(of metric: JudgedMetric) -> [FailureBlock?] { blocks[metric] ?? [] }
}

/// What is usual of one share of failures, for when the canary serves alone.
package struct FailurePreparation: Sendable, Hashable, Codable {
    /// The criterion's metric.
    package var metric: MetricName
    /// What is usual; nil when the history does not say.
    package var watch: FailureWatch?
    /// Why the history does not say; nil when it does.
    package var problem: CalibrationProblem?

    /// Learns from a history; `planned` is how long the canary serves alone by the plan.
    package init(
        _ criterion: Criterion,
        _ judged: JudgedMetric,
        history: FailureHistory,
        settings: JudgeSettings,
        slowLimits: [JudgedMetric: Double],
        planned: Duration
    ) {
        metric = criterion.metric
        let blocks = history.blocks(of: judged)
        do throws(CalibrationProblem) {
            let windows = ExcursionWindows(release: planned, block: history.block)
            let rate = FailureRate(history: blocks)
            let scores = blocks.map { rate?.score($0) }
            let calibration = try ExcursionCalibration(history: scores, windows: windows)
            guard let rate else { throw .noReference(read: 0, of: windows.reference) }
            watch = FailureWatch(
                criterion.metric,
                judged,
                rate: rate,
                usual: try ExcursionWatch(calibration, before: scores),
                limit: slowLimits[judged].map {
                    settings.canaryLimit(judged, stable: LatencyTally.bucket(of: $0))
                },
                tolerance: settings.errorTolerance
            )
        } catch {
            problem = error
        }
    }
}

extension FailurePreparation {
    /// One for each criterion of a plan whose difference is judged.
    package static func all(
        for plan: Plan,
        _ source: any HistorySource,
        slowLimits: [JudgedMetric: Double],
        before end: Timestamp
    ) -> [FailurePreparation] {
        guard let settings = plan.rehearsedSettings else { return [] }
        let history = FailureHistory(reading: source, slowLimits: slowLimits, before: end)
        return plan.criteria.compactMap { criterion in
            criterion.judged.map {
                FailurePreparation(
                    criterion,
                    $0,
                    history: history,
                    settings: settings,
                    slowLimits: slowLimits,
                    planned: plan.plannedLengthAlone
                )
            }
        }
    }
}

extension Plan {
    /// How long the canary serves alone by the plan: the last weight and the warm time.
    package var plannedLengthAlone: Duration {
        stages.filter { $0.weight == .full }.reduce(warm) { $0 + $1.bake }
    }
}
