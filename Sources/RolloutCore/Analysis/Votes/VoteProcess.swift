/// The evidence of one stream of votes: how many times its stake a bet against the release has won.
///
/// A test by betting (Waudby-Smith and Ramdas, JRSS B 86, 2024), summed over the times at which a
/// regression may begin (Shin, Ramdas and Rinaldo, 2024). Seven bets run side by side, each on a
/// regression of one size, each staked anew in every block by that block's start mass. Each payoff
/// is linear in the vote and worth at most its stake on average while the release is fine, so
/// ``evidence`` is a supermartingale that starts at 1, and by Ville's inequality the chance that it
/// *ever* reaches `1/α` is at most `α`. It may therefore be looked at as often as one likes.
package struct VoteProcess: Sendable, Hashable, Codable {
    /// The sizes of regression the seven bets are on, as odds ratios.
    package enum Grid: String, Sendable, Hashable, Codable {
        /// 1.5 to 100, for share and clear votes.
        case share
        /// 2 to 1,000, for excess and crash votes, whose bounds are small.
        case excess

        // The eighth lane bets on no change, stakes nothing and stays 0.
        var ratios: SIMD8<Double> {
            switch self {
            case .share: SIMD8(1.5, 2, 3, 5, 10, 30, 100, 1)
            case .excess: SIMD8(2, 5, 10, 30, 100, 300, 1_000, 1)
            }
        }
    }

    /// How much is staked on a block.
    package enum Stakes: String, Sendable, Hashable, Codable {
        /// As if the block held one event: the likelihood ratio of that event.
        case single
        /// By the block's events: the more there are, the closer their share is to what it should
        /// be while the release is fine, and the more can be staked without risking ruin.
        ///
        /// The stake is the one that grows fastest, to second order, when the regression is of the
        /// bet's size and events come one by one: `g / (m(1 − m)/k + g²(1 − 1/k))` for a gap `g`
        /// between the shares with and without it, a bound `m` and `k` events. It is known before
        /// the vote is opened and never more than what a vote of 0 leaves 1% of, so the payoff is
        /// still at most its stake on average, for clumps of any size too. Found in 25% less time
        /// where a block holds few events of a small regression.
        case counted
    }

    private static let bets = 7
    private static let staking = SIMD8<Double>(1, 1, 1, 1, 1, 1, 1, 0)
    /// Where a bet stops growing: far beyond any decision, far below what a sum cannot hold.
    private static let most = 1e250

    /// Where a stake ends: a vote of 0 leaves at least 1% of it.
    private static let mostStaked = 0.99

    /// Which bets are made.
    package let grid: Grid
    /// How much is staked on each.
    package let stakes: Stakes
    /// What each bet has come to.
    private var winnings = SIMD8<Double>()
    /// The start mass staked so far.
    package private(set) var spent = 0.0
    /// The present e-value: 1 says nothing, 125 says 125 to 1 against the release.
    ///
    /// Never negative, never above 7e250. Of several streams the weighted mean is again an e-value,
    /// however they depend on each other.
    package private(set) var evidence = 1.0

    /// A process in which no block has voted.
    package init(_ grid: Grid, stakes: Stakes = .counted) {
        self.grid = grid
        self.stakes = stakes
    }

    /// Stakes the start mass of a finished block and settles its vote.
    package mutating func update(_ vote: Vote, mass: Double) {
        winnings += Self.staking * (mass / Double(Self.bets))
        if vote.isCast { winnings *= payoff(of: vote) }
        winnings = pointwiseMin(winnings, SIMD8(repeating: Self.most))
        spent += mass
        // Lane by lane: the order of a vector's own sum is the processor's.
        var sum = 0.0
        for lane in 0..<Self.bets { sum += winnings[lane] }
        evidence = sum + max(0, 1 - spent)
    }

    private func payoff(of vote: Vote) -> SIMD8<Double> {
        let value = min(max(vote.value, 0), 1)
        let bound = min(max(vote.bound, 1e-9), 1 - 1e-9)
        let raised = grid.ratios * bound
        let expected = raised / (raised + 1 - bound)
        if stakes == .counted, vote.events > 1 {
            let gap = expected - bound
            let chance = bound * (1 - bound) / vote.events
            let stake = gap / (chance + gap * gap * (1 - 1 / vote.events))
            let most = SIMD8(repeating: Self.mostStaked / bound)
            return 1 + pointwiseMin(stake, most) * (value - bound)
        }
        return value * expected / bound + (1 - value) * (1 - expected) / (1 - bound)
    }
}
