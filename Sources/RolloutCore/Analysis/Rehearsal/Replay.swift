/// One stream of votes on one fake release: a slice against the rest of the same version.
struct Replay {
    private enum Maker {
        case share(ShareVotes)
        case excess(ExcessVotes)
        case crash
    }

    private var process: VoteProcess
    private var maker: Maker
    /// The most evidence at any time; 1 at least.
    private(set) var highest = 1.0

    /// A replay of the stream on those terms.
    init(
        _ stream: StreamName,
        _ terms: StreamTerms,
        errorTolerance: Double,
        stakes: VoteProcess.Stakes
    ) {
        let tolerance = stream.metric == .errors ? 1 + max(0, errorTolerance) : 1
        process = VoteProcess(stream.kind == .share ? .share : .excess, stakes: stakes)
        maker =
            switch stream.kind {
            case .share: .share(ShareVotes(tolerance: tolerance))
            case .excess:
                .excess(
                    ExcessVotes(
                        tolerance: tolerance,
                        dispersion: terms.dispersion,
                        usualRate: terms.usualRate,
                        blockSeconds: terms.blockSeconds
                    )
                )
            case .crash: .crash
            }
    }

    /// Votes on the next block.
    mutating func take(_ block: BlockCounts, weight: Double, mass: Double) {
        let vote: Vote
        switch maker {
        case .share(var votes):
            vote = votes.vote(block, weight: weight)
            maker = .share(votes)
        case .excess(var votes):
            vote = votes.vote(block)
            maker = .excess(votes)
        case .crash: vote = .crash(block)
        }
        process.update(vote, mass: mass)
        highest = max(highest, process.evidence)
    }
}
