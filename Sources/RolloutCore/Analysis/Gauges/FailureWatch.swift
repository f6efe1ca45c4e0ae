/// Follows what share of the canary's requests fails, or is slow, while it serves alone.
///
/// At 100% no stable revision serves beside it, so it is compared with what one revision alone
/// usually does, as levels are (`statistics.md` 7). Its stored form continues bit for bit.
package struct FailureWatch: Sendable, Hashable, Codable {
    /// The criterion's metric.
    package let metric: MetricName
    /// What it looks at.
    package let judged: JudgedMetric
    /// How unusual the share is since the canary serves alone; nil while it does not.
    package private(set) var excursion: ExcursionWatch?
    private let usual: ExcursionWatch
    private let rate: FailureRate
    /// The bucket of a ``LatencyTally`` beyond which the canary's requests are slow.
    private let limit: Int?
    /// By what part more failures may be without being called a regression: 0.1 is 10%.
    private let tolerance: Double
    private var blocks: BlockCollector<FailureBlock>

    /// A watch that waits for the canary to serve alone.
    ///
    /// - Parameters:
    ///   - metric: The criterion's metric.
    ///   - judged: What it looks at.
    ///   - rate: The usual share of it.
    ///   - usual: What is usual of the scores by that share.
    ///   - limit: For slow requests the canary's limit, a bucket of a ``LatencyTally``.
    ///   - tolerance: By what part more failures may be.
    init(
        _ metric: MetricName,
        _ judged: JudgedMetric,
        rate: FailureRate,
        usual: ExcursionWatch,
        limit: Int?,
        tolerance: Double
    ) {
        self.metric = metric
        self.judged = judged
        self.usual = usual
        self.rate = rate
        self.limit = limit
        self.tolerance = tolerance
        blocks = BlockCollector(length: usual.calibration.windows.block)
    }

    /// Takes a second in which the router gave the canary that share; nil when nobody knows.
    ///
    /// A second beside stable ends what was followed, and the next one alone begins it anew.
    mutating func take(_ sample: Sample, weight: Weight?, settings: [Arm: ArmSetting]) {
        if let weight, weight != .full {
            excursion = nil
            blocks = BlockCollector(length: blocks.length)
            return
        }
        guard excursion != nil || weight == .full else { return }
        if excursion == nil { excursion = usual }
        guard let weight, let reading = reading(sample, weight, settings) else {
            return judge(blocks.finish(until: sample.second))
        }
        judge(blocks.add(reading, at: sample.second))
    }

    /// What failed and what was tried; nil when that was not measured.
    private func reading(
        _ sample: Sample,
        _ weight: Weight,
        _ settings: [Arm: ArmSetting]
    ) -> FailureBlock.Reading? {
        SecondCounts(sample, second: 0, weight: weight, settings: settings)?
            .arms.canary.failures(beyond: judged == .errors ? nil : limit, of: judged)
    }

    private mutating func judge(_ finished: [GaugeBlock<FailureBlock>]) {
        for block in finished {
            excursion?.add(rate.score(block.value, tolerating: tolerance))
        }
    }
}

extension ArmCounts {
    /// What failed, or was slow beyond that bucket, and what was tried; nil when not measured.
    func failures(beyond limit: Int?, of metric: JudgedMetric) -> (failures: Int, attempts: Int)? {
        guard metric != .errors else { return (errors, requests) }
        guard let latency, let limit else { return nil }
        return (Int(latency.requests(above: limit)), Int(latency.total))
    }
}

extension FailureRate {
    /// The score of a block, where failures may be so much more than usual.
    func score(_ block: FailureBlock?, tolerating part: Double) -> Double? {
        guard let block = block?.value else { return nil }
        let expected = Double(block.attempts) * min(1, share * (1 + max(0, part)))
        return (Double(block.failures) - expected) / (expected + 1).squareRoot()
    }
}
