/// One of the judge's nine streams: gathers seconds into blocks, and votes once a block.
package struct VoteStream: Sendable, Hashable, Codable {
    /// Which stream it is.
    package let name: StreamName
    /// Its part in the combined evidence.
    package let weight: Double
    /// Its block length, dispersion and usual rate.
    package let terms: StreamTerms
    /// Votes that spoke against the release so far.
    package private(set) var adverseVotes = 0
    /// Votes cast so far.
    package private(set) var votes = 0

    private var process: VoteProcess
    private var maker: VoteMaker
    private var block = BlockCounts()
    private var strata: [BlockCounts] = []
    private var measured = 0
    private var limits: ArmLimits?
    /// The first second of the block under way.
    private var start = 0
    /// The first second whose start mass is not staked yet.
    private var unstaked = 0
    private var stageMass = 0.0

    init(_ name: StreamName, _ settings: JudgeSettings) {
        self.name = name
        weight = min(max(settings.weights[name] ?? 0, 0), 1)
        let stored = settings.calibration.terms(of: name)
        // Once more through the initializer, because what is read back was not checked by it.
        terms = StreamTerms(
            blockSeconds: stored.blockSeconds,
            dispersion: stored.dispersion,
            usualRate: stored.usualRate
        )
        process = VoteProcess(name.kind == .share ? .share : .excess, stakes: settings.stakes)
        maker = VoteMaker(name, terms, errorTolerance: settings.errorTolerance)
    }

    /// Its e-value, as of its last finished block.
    package var evidence: Double { process.evidence }

    /// What it adds to the combined evidence.
    package var contribution: Double { weight * process.evidence }

    /// Begins a block where a stage begins; a block that mixes two weights has no null share.
    mutating func beginStage(at second: Int, mass: Double) {
        clear()
        start = second
        stageMass += mass
    }

    /// Leaves out seconds that were not measured, up to `second`.
    ///
    /// A block that ends in the gap votes with what it has.
    mutating func skip(to second: Int, _ context: BlockContext) -> FinishedBlock? {
        guard second >= start + terms.blockSeconds else { return nil }
        let finished = measured > 0 ? finish(context) : nil
        start += (second - start) / terms.blockSeconds * terms.blockSeconds
        return finished
    }

    /// Takes in a second; gives back the block it finished, if its vote was asked for.
    mutating func take(_ counts: SecondCounts, _ context: BlockContext) -> FinishedBlock? {
        if measured == 0 { limits = context.limits(of: name.metric) }
        if let second = events(in: counts.arms) {
            measured += 1
            block.add(second)
            for (slot, arms) in context.strata where name.kind != .crash {
                while strata.count <= slot { strata.append(BlockCounts()) }
                strata[slot].add(events(in: arms) ?? BlockCounts())
            }
        }
        guard counts.second >= start + terms.blockSeconds - 1 else { return nil }
        return finish(context)
    }

    /// The stream's events and requests in one second; nil when they were not measured.
    private func events(in arms: ArmPair) -> BlockCounts? {
        guard name.metric != .errors else {
            return BlockCounts(
                canaryEvents: Double(arms.canary.errors),
                baselineEvents: Double(arms.baseline.errors),
                canaryRequests: Double(arms.canary.requests),
                baselineRequests: Double(arms.baseline.requests)
            )
        }
        guard let limits, let canary = arms.canary.latency, let baseline = arms.baseline.latency
        else { return nil }
        return BlockCounts(
            canaryEvents: canary.requests(above: limits.canary),
            baselineEvents: baseline.requests(above: limits.baseline),
            canaryRequests: canary.total,
            baselineRequests: baseline.total
        )
    }

    private mutating func finish(_ context: BlockContext) -> FinishedBlock? {
        let end = start + terms.blockSeconds
        let mass = context.startMass.mass(from: unstaked, to: end) + stageMass
        // With less than half of it measured, a block says more about the measuring.
        let isHeard = 2 * measured >= terms.blockSeconds && context.hears(name, from: start)
        let vote = isHeard ? maker.vote(block, strata: strata, weight: context.weight) : .none
        process.update(vote, mass: mass)
        votes += vote.isCast ? 1 : 0
        adverseVotes += vote.isAdverse ? 1 : 0
        let finished = strata.isEmpty ? block : .standardised(strata)
        clear()
        start = end
        unstaked = end
        stageMass = 0
        return isHeard ? FinishedBlock(counts: finished, end: end) : nil
    }

    private mutating func clear() {
        block = BlockCounts()
        strata.removeAll(keepingCapacity: true)
        measured = 0
    }
}

/// What a block that was heard came to, for whatever else it is good for.
struct FinishedBlock {
    var counts: BlockCounts
    /// The first second after it.
    var end: Int
}
