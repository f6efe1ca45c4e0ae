/// Judges one release: takes in its seconds one at a time and says go, hold or roll back.
///
/// The evidence is the weighted mean of the streams', which is an e-value however they depend on
/// each other (Vovk and Wang, Annals of Statistics 49, 2021). A pure fold: the same seconds give
/// the same bits, on every host, however often and in whatever portions they were read, and a judge
/// that was stored and read back goes on as if it had not been. Its memory does not grow. Of good
/// releases at most 0.8% are ever rolled back, as far as the null bounds hold, see ``Vote``.
package struct ReleaseJudge: Sendable, Hashable, Codable {
    /// The latest second that is taken; later ones are dropped as impossible.
    private static let lastSecond = 1 << 40

    /// Measured seconds from one look at the ranges of the quantiles to the next.
    private static let lookingSeconds = 10

    /// What was fixed before the release.
    package let settings: JudgeSettings
    /// The nine streams, in the order of ``StreamName``.
    package private(set) var streams: [VoteStream]
    /// What the combined evidence has come to: n:1 against the release.
    package private(set) var evidence = 1.0
    /// What was served and what failed.
    package private(set) var cost = FailureCost()
    /// Seconds taken in.
    package private(set) var measuredSeconds = 0
    /// Seconds left out because nothing was measured.
    package private(set) var missingSeconds = 0
    /// Seconds that came twice, too late or out of all bounds, and were dropped.
    package private(set) var droppedSeconds = 0
    /// The second that is taken next; all before it are final.
    package private(set) var nextSecond = 0
    /// The configured share of the canary as of the last second.
    package private(set) var weight = 0.0
    /// The second in which the present weight began.
    package private(set) var stageStart = 0
    /// The second of the canary's first request; nil while it has had none.
    package private(set) var firstCanarySecond: Int?
    /// The second in which the evidence became decisive; nil while it is not.
    package private(set) var rolledBackAt: Int?
    /// The quantiles of the canary that are slower than is tolerated, by their ranges.
    ///
    /// Looked at every ten measured seconds. They hold a release and never roll it back: see
    /// ``isSlower(_:)``.
    package private(set) var slower: [JudgedMetric] = []

    private(set) var rule: FindingRule
    private(set) var proofs: [ClearProof]
    private(set) var effects: [EffectRange]
    private(set) var latencies = LatencyComparison()
    private(set) var sanity = TrafficSanity()
    private(set) var trend = EvidenceTrend()
    private var limits: SlowLimits
    private var slots = StrataSlots()
    private var stagesLeft: Int

    /// A judge that has seen nothing.
    package init(_ settings: JudgeSettings) {
        self.settings = settings
        rule = settings.rule
        streams = StreamName.allCases.map { VoteStream($0, settings) }
        proofs = [JudgedMetric.errors, .p95, .p99].map { metric in
            ClearProof(metric, settings, terms: Self.terms(.excess, of: metric, settings))
        }
        effects = JudgedMetric.allCases.map { metric in
            EffectRange(dispersion: Self.terms(.excess, of: metric, settings).dispersion)
        }
        limits = SlowLimits(settings.calibration)
        // Stages whose starts are known spend their mass by the clock instead, never both.
        let mass = settings.startMass
        stagesLeft = mass.stageStarts.isEmpty ? mass.laterStages : 0
    }

    static func terms(
        _ kind: StreamName.Kind,
        of metric: JudgedMetric,
        _ settings: JudgeSettings
    ) -> StreamTerms {
        let name = StreamName.allCases.first { $0.metric == metric && $0.kind == kind }
        return settings.calibration.terms(of: name ?? .errorExcess)
    }

    /// Takes in the next second that was measured.
    ///
    /// Seconds between the last one and it were not measured and have no votes. One that is not
    /// later than the last is dropped and counted. After a rollback nothing changes any more.
    package mutating func take(_ counts: SecondCounts) {
        guard rolledBackAt == nil else { return }
        guard counts.second >= nextSecond, counts.second < Self.lastSecond else {
            droppedSeconds += 1
            return
        }
        pass(to: counts.second)
        if counts.weight != weight || measuredSeconds == 0 { beginStage(counts) }
        if firstCanarySecond == nil, counts.arms.canary.requests > 0 {
            firstCanarySecond = counts.second
        }
        var context = self.context
        context.strata = slots.sorted(counts.strata)
        nextSecond = counts.second + 1
        measuredSeconds += 1
        for index in streams.indices {
            if let block = streams[index].take(counts, context) { settle(block, of: index) }
        }
        if let heardFrom = context.heardFrom, counts.second >= heardFrom {
            latencies.take(counts.arms, weight: weight)
        }
        limits.take(counts.arms.baseline.latency)
        sanity.take(counts.arms)
        cost.take(counts.arms)
        conclude(counts.second)
    }

    /// Says that nothing was measured in the seconds before `second` that were not taken.
    ///
    /// Silence casts no vote, calms nothing, and after three seconds holds the release.
    package mutating func pass(to second: Int) {
        guard rolledBackAt == nil, second > nextSecond, second < Self.lastSecond else { return }
        let context = self.context
        let missing = second - nextSecond
        nextSecond = second
        missingSeconds += missing
        sanity.miss(missing)
        for index in streams.indices {
            if let block = streams[index].skip(to: second, context) { settle(block, of: index) }
        }
    }

    private var context: BlockContext {
        BlockContext(
            weight: weight,
            heardFrom: heardFrom,
            startMass: settings.startMass,
            limits: zip(SlowLimits.metrics, limits.buckets).map { metric, limit in
                limit.map {
                    ArmLimits(canary: settings.canaryLimit(metric, stable: $0), baseline: $0)
                }
            }
        )
    }

    /// The first second after the warm-up; nil while the canary has had no request.
    package var heardFrom: Int? {
        guard settings.warmUpSeconds > 0 else { return 0 }
        return firstCanarySecond.map { $0 + min(settings.warmUpSeconds, 86_400) }
    }

    private mutating func beginStage(_ counts: SecondCounts) {
        let rises = counts.weight > weight && weight > 0 && stagesLeft > 0
        if rises { stagesLeft -= 1 }
        weight = counts.weight
        stageStart = counts.second
        let mass = rises ? settings.startMass.perStage : 0
        for index in streams.indices {
            streams[index].beginStage(at: counts.second, mass: mass)
        }
        for index in proofs.indices { proofs[index].beginStage(at: counts.second) }
        sanity.beginStage(weight: weight)
        cost.beginStage(hasControl: weight < 1)
        if !hasControl { slower = [] }
    }

    /// What else a finished block of a share stream is good for: the range and the proof.
    private mutating func settle(_ block: FinishedBlock, of index: Int) {
        let stream = streams[index]
        guard stream.name.kind == .share else { return }
        for (number, metric) in JudgedMetric.allCases.enumerated()
        where metric == stream.name.metric {
            effects[number].add(block.counts, seconds: stream.terms.blockSeconds, weight: weight)
        }
        for number in proofs.indices where proofs[number].metric == stream.name.metric {
            proofs[number].add(block.counts, endingAt: block.end, weight: weight)
        }
    }

    private mutating func conclude(_ second: Int) {
        // In the order of the streams: a sum of doubles depends on it.
        evidence = streams.reduce(0) { $0 + $1.contribution }
        rule.step(
            evidence: evidence,
            adverseVotes: streams.reduce(0) { $0 + $1.adverseVotes }
        )
        trend.take(evidence)
        if rule.finding == .rollback { rolledBackAt = second }
        if measuredSeconds % Self.lookingSeconds == 0 {
            slower = JudgedMetric.allCases.filter(isSlower)
        }
    }
}
