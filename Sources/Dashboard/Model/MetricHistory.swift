import RolloutCore

/// One value a second for every criterion and side of the split, for charts.
///
/// Folded from sampled entries, so a dashboard opened late shows the same as one that watched
/// from the start. A second in which something was not measured has no value and stays a gap.
struct MetricHistory: Sendable, Hashable {
    /// Seconds kept of each series, one hour.
    static let capacity = 3_600

    /// What one line of a chart shows.
    struct Key: Sendable, Hashable {
        /// The criterion's metric.
        var metric: MetricName
        /// Its side; nil for what both revisions share.
        var arm: Arm?
    }

    var series: [Key: Series] = [:]

    /// Takes in what one second says of each criterion.
    mutating func add(_ sample: Sample, for criteria: [Criterion]) {
        for criterion in criteria {
            for arm in criterion.measure.arms {
                guard let value = Self.value(of: criterion, arm: arm, in: sample) else { continue }
                let key = Key(metric: criterion.metric, arm: arm)
                series[key, default: Series()].set(value, at: sample.second)
            }
        }
    }

    /// So many values of one line from a second on, one a second, the oldest first.
    ///
    /// Seconds outside of what is kept are gaps.
    func values(of key: Key, from first: Timestamp, count: Int) -> [Double?] {
        guard let line = series[key] else { return Array(repeating: nil, count: max(0, count)) }
        return line.values(from: first, count: count)
    }

    /// Whether anything was ever measured on a line.
    func has(_ key: Key) -> Bool { series[key] != nil }

    /// The figure of one criterion in one second, in its unit; nil when it was not measured.
    static func value(of criterion: Criterion, arm: Arm?, in sample: Sample) -> Double? {
        switch criterion.measure {
        case .errorRate:
            guard let traffic = arm.map(sample.traffic(of:)), sample.hasTraffic else { return nil }
            guard traffic.requests > 0 else { return nil }
            return Double(traffic.errors) / Double(traffic.requests) * 100
        case .latency(let quantile):
            guard let traffic = arm.map(sample.traffic(of:)), sample.hasTraffic else { return nil }
            return traffic.latency.milliseconds(atQuantile: quantile)
        case .failureShare, .saturation:
            return readings(of: criterion, arm: arm, in: sample).compactMap { reading in
                guard let whole = reading.whole, whole > 0 else { return nil }
                return reading.value / whole * 100
            }
            .max()
        case .sharedLevel, .level:
            return readings(of: criterion, arm: arm, in: sample).map(\.value).max()
        }
    }

    private static func readings(
        of criterion: Criterion,
        arm: Arm?,
        in sample: Sample
    )
        -> [Reading]
    {
        sample.readings.filter { $0.metric == criterion.metric && $0.arm == arm }
    }
}

extension Measure {
    /// The lines its chart can have: one a side, or one for what both share.
    var arms: [Arm?] {
        isShared ? [nil] : [.stable, .canary]
    }
}
