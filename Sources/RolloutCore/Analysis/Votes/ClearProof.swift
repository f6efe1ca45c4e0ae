/// The proof, within one stage, that the release is not so many times worse.
///
/// By clear votes, or, where events are too few to vote on, by volume: no event of the canary in
/// `3·φ/ε` requests bounds its rate below `ε` with 95%.
struct ClearProof: Sendable, Hashable, Codable {
    /// The lowest rate of errors worth bounding: what an ``ExcessVotes`` bound cannot see below.
    private static let leastRate = 0.0005
    private static let fewEvents = 3.0

    let metric: JudgedMetric
    /// The second in which the proof was complete, counted like ``SecondCounts/second``.
    private(set) var provenAt: Int?
    private let against: Double
    private let sought: Double
    private let terms: StreamTerms
    private let startMass: StartMass
    private var process: VoteProcess
    private var running = RunningShare()
    private var stageStart = 0
    private var unstaked = 0
    private var stage = BlockCounts()

    init(_ metric: JudgedMetric, _ settings: JudgeSettings, terms: StreamTerms) {
        self.metric = metric
        self.terms = terms
        against = max(settings.clearAgainst, 1)
        sought = settings.clearAt
        process = VoteProcess(.share, stakes: settings.stakes)
        startMass = StartMass(plannedSeconds: settings.startMass.plannedSeconds)
    }

    /// The e-value against "so many times worse".
    var evidence: Double { process.evidence }

    mutating func beginStage(at second: Int) {
        stageStart = second
        unstaked = second
        provenAt = nil
        process = VoteProcess(.share, stakes: process.stakes)
        running = RunningShare()
        stage = BlockCounts()
    }

    /// Takes in a block that ended before the second `end`.
    mutating func add(_ block: BlockCounts, endingAt end: Int, weight: Double) {
        let share = running.next(block, weight: weight)
        process.update(
            .clear(block, share: share, against: against),
            mass: startMass.mass(from: unstaked - stageStart, to: end - stageStart)
        )
        unstaked = end
        stage.add(block)
        if provenAt == nil, process.evidence >= sought || isBoundedByVolume { provenAt = end - 1 }
    }

    private var isBoundedByVolume: Bool {
        guard stage.events < Self.fewEvents, stage.canaryEvents == 0 else { return false }
        let usual =
            metric.quantile.map { 1 - $0 }
            ?? max(terms.usualRate ?? 0, stage.baselineRate, Self.leastRate)
        return stage.canaryRequests >= 3 * terms.dispersion / (against * usual)
    }
}
