import RolloutCore

/// Sums what was measured, weight by weight and bucket by bucket.
struct SampleFold: Sendable {
    /// Most buckets of a chart; more cannot be told apart on a page.
    static let bucketLimit: Int64 = 240

    private let plan: Plan
    private let from: Timestamp
    private let seconds: Int64
    private(set) var changes: [WeightChange]
    private var rows: [WeightFigures]
    private var buckets: [SampleBucket]
    private var limits: [MetricName: [LimitChange]] = [:]

    init(from: Timestamp, through: Timestamp, plan: Plan) {
        self.plan = plan
        self.from = from.second
        let span = (through - from.second).wholeMicroseconds / 1_000_000 + 1
        seconds = (span + Self.bucketLimit - 1) / Self.bucketLimit
        let count = Int((span + seconds - 1) / seconds)
        buckets = Array(repeating: SampleBucket(), count: count)
        changes = [WeightChange(at: from, weight: .zero)]
        rows = [Self.row(.zero, at: from)]
    }

    private static func row(_ weight: Weight, at moment: Timestamp) -> WeightFigures {
        WeightFigures(
            weight: weight,
            from: moment,
            to: moment,
            stable: Traffic(),
            canary: Traffic()
        )
    }

    mutating func take(_ entry: Entry, after: Situation) {
        switch entry.event {
        case .sampled(let sample): add(sample)
        case .judged(let metric, let verdict):
            guard let limit = verdict.evidence.limit else { break }
            limits[metric, default: []].append(LimitChange(at: entry.at, limit: limit))
        default: break
        }
        // From its promotion on the router counts the canary as stable.
        guard !after.isPromoted, after.weight != changes.last?.weight else { return }
        changes.append(WeightChange(at: entry.at, weight: after.weight))
        guard let weight = after.weight, weight != rows.last?.weight else { return }
        rows[rows.count - 1].to = entry.at
        rows.append(Self.row(weight, at: entry.at))
    }

    private mutating func add(_ sample: Sample) {
        // A second counts for the weight it ended at.
        let end = sample.second + .seconds(1)
        let row = rows.lastIndex { $0.from < end } ?? 0
        rows[row].stable.add(sample.stable)
        rows[row].canary.add(sample.canary)
        let offset = (sample.second - from).wholeMicroseconds / 1_000_000
        let bucket = Int(offset / seconds)
        guard offset >= 0, bucket < buckets.count else { return }
        buckets[bucket].add(sample)
    }

    /// The figures of each weight, the last up to that moment.
    func figures(until end: Timestamp) -> [WeightFigures] {
        var rows = rows
        rows[rows.count - 1].to = max(rows[rows.count - 1].from, end)
        return rows
    }

    /// The traffic, then each criterion in the order of the plan.
    func charts(worst: [MetricName: Verdict]) -> [MetricChart] {
        let traffic = chart("requests per second", unit: "") { bucket, arm in
            arm.flatMap { bucket.rate(of: $0) }
        }
        return [traffic]
            + plan.criteria.map { criterion in
                var chart = chart(criterion.metric.rawValue, unit: criterion.measure.unit) {
                    $0.value(of: criterion, arm: $1)
                }
                chart.limits = limits[criterion.metric] ?? []
                chart.worst = worst[criterion.metric]
                return chart
            }
    }

    private func chart(
        _ name: String,
        unit: String,
        _ value: (SampleBucket, Arm?) -> Double?
    ) -> MetricChart {
        MetricChart(
            name: name,
            unit: unit,
            from: from,
            bucket: .seconds(seconds),
            stable: buckets.map { value($0, .stable) },
            canary: buckets.map { value($0, .canary) },
            shared: buckets.map { value($0, nil) },
            limits: []
        )
    }
}

/// Some seconds of everything that was measured.
struct SampleBucket: Sendable {
    private var stable = Traffic()
    private var canary = Traffic()
    /// Seconds in which the router's records were read.
    private var measured = 0
    private var readings: [ReadingKey: ReadingSum] = [:]

    private struct ReadingKey: Hashable, Sendable {
        var metric: MetricName
        var arm: Arm?
    }

    private struct ReadingSum: Sendable {
        /// The largest value.
        var level: Double
        /// The largest share of a whole, in percent.
        var share: Double?
        /// The sums of parts and wholes.
        var parts = 0.0
        var wholes = 0.0
    }

    mutating func add(_ sample: Sample) {
        if sample.hasTraffic {
            measured += 1
            stable.add(sample.stable)
            canary.add(sample.canary)
        }
        for reading in sample.readings where reading.value.isFinite { add(reading) }
    }

    private mutating func add(_ reading: Reading) {
        let key = ReadingKey(metric: reading.metric, arm: reading.arm)
        var sum = readings[key] ?? ReadingSum(level: reading.value)
        sum.level = max(sum.level, reading.value)
        if let whole = reading.whole, whole > 0, whole.isFinite {
            sum.share = max(sum.share ?? 0, reading.value / whole * 100)
            sum.parts += reading.value
            sum.wholes += whole
        }
        readings[key] = sum
    }

    /// Requests per second of one side; nil where nothing was measured.
    func rate(of arm: Arm) -> Double? {
        measured > 0 ? Double(traffic(of: arm).requests) / Double(measured) : nil
    }

    /// The figure of a criterion in its unit; nil where it was not measured.
    func value(of criterion: Criterion, arm: Arm?) -> Double? {
        switch criterion.measure {
        case .errorRate: return arm.flatMap { traffic(of: $0).errorRate }
        case .latency(let quantile):
            return arm.flatMap { traffic(of: $0).latency.milliseconds(atQuantile: quantile) }
        case .failureShare:
            let sum = sum(of: criterion, arm)
            return sum.flatMap { $0.wholes > 0 ? $0.parts / $0.wholes * 100 : nil }
        case .saturation: return sum(of: criterion, arm)?.share
        case .sharedLevel, .level: return sum(of: criterion, arm)?.level
        }
    }

    private func sum(of criterion: Criterion, _ arm: Arm?) -> ReadingSum? {
        readings[ReadingKey(metric: criterion.metric, arm: arm)]
    }

    private func traffic(of arm: Arm) -> Traffic { arm == .canary ? canary : stable }
}
