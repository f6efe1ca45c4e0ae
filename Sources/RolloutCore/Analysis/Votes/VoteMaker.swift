/// Makes a stream's votes from finished blocks.
enum VoteMaker: Sendable, Hashable, Codable {
    case share(StratifiedShareVotes)
    case excess(ExcessVotes)
    case crash

    init(_ name: StreamName, _ terms: StreamTerms, errorTolerance: Double) {
        // For slow requests the margin is in the limit they are slower than.
        let tolerance = name.metric == .errors ? 1 + max(0, errorTolerance) : 1
        self =
            switch name.kind {
            case .share: .share(StratifiedShareVotes(tolerance: tolerance))
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

    /// The vote of a block; `strata` is empty when the block is not broken down.
    mutating func vote(_ block: BlockCounts, strata: [BlockCounts], weight: Double) -> Vote {
        switch self {
        case .crash: return .crash(block)
        case .share(var votes):
            // Let go of the stored copy first, or its strata would be copied on every vote.
            self = .crash
            defer { self = .share(votes) }
            return strata.isEmpty
                ? votes.vote(block, weight: weight) : votes.vote(strata, weight: weight)
        case .excess(var votes):
            defer { self = .excess(votes) }
            return votes.vote(strata.isEmpty ? block : .standardised(strata))
        }
    }
}
