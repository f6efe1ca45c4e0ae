/// The range in which the truth about a criterion lies, for people.
package enum CriterionRange: Sendable, Hashable {
    /// How many times stable's the canary's is, 99% sure at all times at once.
    case times(Estimate)
    /// The canary's own value in the criterion's unit, 99.9% sure at this moment.
    case value(Estimate)
}

extension MetricWindow {
    /// The ranges of some criteria, those that have one.
    ///
    /// Dear, because it sums the window: ask once a second, not once a frame. Levels have none;
    /// they are what they are.
    package func ranges(of criteria: [Criterion], at now: Timestamp) -> [MetricName: CriterionRange]
    {
        var sums: [Duration: Arms] = [:]
        var ranges: [MetricName: CriterionRange] = [:]
        for criterion in criteria where !criterion.measure.isLevel {
            if let times = times(of: criterion) {
                ranges[criterion.metric] = times
                continue
            }
            let arms =
                sums[criterion.window]
                ?? Arms(Array(judged(within: criterion.window, before: now)), baseline: baseline)
            sums[criterion.window] = arms
            ranges[criterion.metric] = Self.value(of: criterion, arms)
        }
        return ranges
    }

    /// How many times worse than stable, where evidence on that is gathered and bounds it.
    private func times(of criterion: Criterion) -> CriterionRange? {
        guard let metric = criterion.judged, let judge = difference(of: criterion)?.judge else {
            return nil
        }
        let estimate = judge.slowdown(metric) ?? judge.ratio(of: metric)
        // A range that bounds nothing above excludes something only when all of it is worse.
        return estimate.upper != nil || estimate.lower > 1 ? .times(estimate) : nil
    }

    private static func value(of criterion: Criterion, _ arms: Arms) -> CriterionRange? {
        switch criterion.measure {
        case .errorRate:
            return share(Double(arms.canary.errors), of: Double(arms.canary.requests))
        case .failureShare:
            let readings = arms.canaryReadings[criterion.metric] ?? []
            return share(
                readings.reduce(0) { $0 + $1.value },
                of: readings.reduce(0) { $0 + ($1.whole ?? 0) }
            )
        case .latency(let quantile):
            let latency = arms.canary.latency
            guard let point = latency.milliseconds(atQuantile: quantile) else { return nil }
            let range = latency.interval(ofQuantile: quantile, z: CriterionJudge.z)
            return .value(Estimate(point: point, lower: range.lower, upper: range.upper))
        case .saturation, .sharedLevel, .level: return nil
        }
    }

    private static func share(_ part: Double, of whole: Double) -> CriterionRange? {
        guard whole > 0 else { return nil }
        let share = Proportion(part: part, whole: whole)
        let range = share.interval(z: CriterionJudge.z)
        return .value(
            Estimate(point: share.share * 100, lower: range.lower * 100, upper: range.upper * 100)
        )
    }
}
