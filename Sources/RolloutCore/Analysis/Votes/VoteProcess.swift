/// The evidence of one stream of votes: how many times its stake a bet against the release has won.
///
/// A test by betting (Waudby-Smith and Ramdas, JRSS B 86, 2024), summed over the times at which a
/// regression may begin (Shin, Ramdas and Rinaldo, 2024). Seven bets run side by side, each on a
/// regression of one size, each staked anew in every block by that block's start mass. Each payoff
/// is linear in the vote and worth at most its stake on average while the release is fine, so
/// ``evidence`` is a supermartingale that starts at 1, and by Ville's inequality the chance that it
/// *ever* reaches `1/α` is at most `α`. It may therefore be looked at as often as one likes.
///
/// Tried on the bench, and not taken:
/// - More weight on the errors' streams, or more of the stake on small regressions: 1% to 2% at
///   100 requests/s 8% sooner, twice the false rollbacks under sticky bursts.
/// - Stakes to second order only: 1% to 10% at 100 requests/s in 20 s instead of 16.
/// - Events over the dispersion instead of its square: clumped errors found in 55 s instead of 41.
/// - Single stakes wherever events come in clumps: clumps differ in size, so those of more than
///   four hardly raise the stake as it is. Nothing gained.
/// - A rehearsal that lets shorter blocks pass: sooner under sticky bursts, at the price of the
///   promise.
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
    /// How many events fall together, as rehearsed; 1 where they come one by one.
    ///
    /// The more, the less is staked beyond what one event allows.
    package let dispersion: Double
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
    ///
    /// - Parameters:
    ///   - grid: Which bets are made.
    ///   - stakes: How much is staked on each.
    ///   - dispersion: How many events fall together, at least 1.
    package init(_ grid: Grid, stakes: Stakes = .counted, dispersion: Double = 1) {
        self.grid = grid
        self.stakes = stakes
        self.dispersion = dispersion.isFinite ? max(dispersion, 1) : 1
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
        // Squared, because clumps differ in size: two of the mean size may well be one.
        let events = 1 + ((vote.events - 1) / (dispersion * dispersion)).rounded(.down)
        if stakes == .counted, events > 1 {
            return 1 + stake(expected, bound, events) * (value - bound)
        }
        return value * expected / bound + (1 - value) * (1 - expected) / (1 - bound)
    }

    /// What each bet stakes on a share of `events` events: about what grows fastest if the
    /// regression is of its size and they fall one by one (Kelly, 1956).
    ///
    /// While the bound is less than one event, only a block with none on the canary loses. With
    /// the chance `q` of that, and `r` the mean rise above the bound otherwise, the best stake on
    /// two outcomes is `(1 - q)/m - q/r`; with one event it is the likelihood ratio. Beyond that
    /// its geometric mean with the best stake to second order, `g/(m(1 - m)/k + g²(1 - 1/k))` for
    /// a gap `g`, because there are losses between. It is known before the vote is opened, and a
    /// vote of 0 leaves 1% of it, so the payoff is at most its stake on average, whatever falls
    /// together.
    private func stake(
        _ expected: SIMD8<Double>,
        _ bound: Double,
        _ events: Double
    ) -> SIMD8<Double> {
        let none = (1 - expected).raised(to: Int(min(events, 1e9)))
        let most = SIMD8(repeating: Self.mostStaked / bound)
        let rise = pointwiseMax(expected / (1 - none) - bound, SIMD8(repeating: 1e-12))
        let twofold = pointwiseMin(
            pointwiseMax((1 - none) / bound - none / rise, SIMD8(repeating: 0)),
            most
        )
        guard events * bound >= 1 else { return twofold }
        let gap = expected - bound
        let chance = SIMD8(repeating: bound * (1 - bound) / events)
        let second = pointwiseMin(gap / (chance + gap * gap * (1 - 1 / events)), most)
        return (twofold * second).squareRoot()
    }
}

extension SIMD8<Double> {
    /// By squaring, so that every host gets the same bits.
    fileprivate func raised(to power: Int) -> Self {
        var result = Self(repeating: 1)
        var square = self
        var left = power
        while left > 0 {
            if left & 1 == 1 { result *= square }
            square *= square
            left >>= 1
        }
        return result
    }
}
