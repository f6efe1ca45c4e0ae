/// The evidence of one stream of votes: how many times its stake a bet against the release has won.
///
/// The vote e-process of `statistics.md` 4.3. Seven bets run side by side, each on a regression of
/// one size, each staked anew in every block by that block's start mass. Each payoff is linear in
/// the vote and worth at most its stake on average while the release is fine, so ``evidence`` is a
/// supermartingale that starts at 1, and by Ville's inequality the chance that it *ever* reaches
/// `1/α` is at most `α`. It may therefore be looked at as often as one likes.
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

    private static let bets = 7
    private static let staking = SIMD8<Double>(1, 1, 1, 1, 1, 1, 1, 0)
    /// Where a bet stops growing: far beyond any decision, far below what a sum cannot hold.
    private static let most = 1e250

    /// Which bets are made.
    package let grid: Grid
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
    package init(_ grid: Grid) {
        self.grid = grid
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
        return value * expected / bound + (1 - value) * (1 - expected) / (1 - bound)
    }
}
