/// Everything about a judge that is fixed before the release begins.
///
/// The guarantee holds only because none of it depends on what the release does.
package struct JudgeSettings: Sendable, Hashable, Codable {
    /// What is known of the service.
    package var calibration: JudgeCalibration
    /// When a regression is thought to begin.
    package var startMass: StartMass
    /// The part of each stream in the combined evidence; one that is absent has none.
    ///
    /// They sum to at most 1. With metrics of one's own, rescale these by what those take.
    package var weights: [StreamName: Double]
    /// The limits of the finding.
    package var rule = FindingRule()
    /// How much higher the error rate may be without being called a regression: 0.1 is 10%.
    package var errorTolerance = 0.1
    /// How much slower requests may be without being called a regression: 0.1 is 10%.
    ///
    /// In steps of a bucket, so about 5%.
    package var latencyTolerance = 0.1
    /// The same for one quantile, where it differs from ``latencyTolerance``.
    package var latencyTolerances: [JudgedMetric: Double] = [:]
    /// The least difference in milliseconds that counts for a quantile, however many times it is.
    package var leastSlowdowns: [JudgedMetric: Double] = [:]
    /// Seconds from the canary's first request in which only crash votes count.
    package var warmUpSeconds = 120
    /// The ratio a clear vote rules out.
    package var clearAgainst = 2.0
    /// The evidence at which it is ruled out: 20 is 95%.
    package var clearAt = 20.0
    /// Missing seconds in a row after which the release is held: three polls.
    package var silentSeconds = 3
    /// How much is staked on a block's votes.
    package var stakes = VoteProcess.Stakes.counted
    /// Whether the judge only says what it would do.
    package var observesOnly = false

    /// The design's settings for a plan.
    package init(
        startMass: StartMass,
        calibration: JudgeCalibration = .unrehearsed,
        weights: [StreamName: Double]? = nil
    ) {
        self.startMass = startMass
        self.calibration = calibration
        self.weights =
            weights
            ?? Dictionary(uniqueKeysWithValues: StreamName.allCases.map { ($0, $0.usualWeight) })
    }

    /// The margin of the latency tolerance in buckets of a ``LatencyTally``.
    var latencyMargin: Int { Self.margin(of: latencyTolerance) }

    private static func margin(of tolerance: Double) -> Int {
        let steps = (1 + max(0, tolerance)).naturalLogarithm
        return Int((min(steps, 10) / LatencyTally.ratio.naturalLogarithm).rounded())
    }

    /// The bucket of a ``LatencyTally`` beyond which the canary's requests are slow, where stable's
    /// are slow beyond `limit`.
    func canaryLimit(_ metric: JudgedMetric, stable limit: Int) -> Int {
        let margin = latencyTolerances[metric].map(Self.margin) ?? latencyMargin
        guard let least = leastSlowdowns[metric], least > 0 else { return limit + margin }
        let edge = LatencyTally.edges[min(limit + 1, LatencyTally.bucketCount)] + least
        return max(limit + margin, LatencyTally.bucket(of: edge))
    }
}
