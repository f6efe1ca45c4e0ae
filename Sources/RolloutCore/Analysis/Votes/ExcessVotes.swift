/// Votes on how far the canary's rate is above the baseline's.
///
/// `statistics.md` 4.5. They see large jumps within seconds. The bound comes from the noise of a
/// difference of two rates, `E[(D)⁺] ≤ sd(D)/2` for any D of mean at most 0, with the common rate
/// estimated from three sources: slowly, anchored on history; fast, so that an incident both
/// revisions share raises the bound within seconds; and from the block itself.
package struct ExcessVotes: Sendable, Hashable, Codable {
    private static let slowHalfLife = 300.0
    private static let fastHalfLife = 15.0
    private static let safety = 1.2
    private static let floor = 0.0005
    private static let anchor = 50.0

    /// The ratio of rates that is still no regression: 1.1 for errors, 1 for slow requests.
    package let tolerance: Double
    /// How much more the difference varies than independent events would make it, at least 1.
    package let dispersion: Double
    private let priorEvents: Double
    private let priorRequests: Double
    private let slowKept: Double
    private let fastKept: Double
    private var slowEvents = 0.0
    private var slowRequests = 0.0
    private var fastEvents = 0.0
    private var fastRequests = 0.0

    /// Votes on blocks of `blockSeconds`.
    ///
    /// `usualRate` is history's rate of the events, worth fifty of them; nil without history.
    package init(
        tolerance: Double,
        dispersion: Double,
        usualRate: Double?,
        blockSeconds: Int = 1
    ) {
        self.tolerance = tolerance
        self.dispersion = max(dispersion, 1)
        priorEvents = usualRate == nil ? 0.5 : Self.anchor
        priorRequests = usualRate.map { Self.anchor / max($0, 1e-7) } ?? 1
        slowKept = Self.kept(Double(blockSeconds) / Self.slowHalfLife)
        fastKept = Self.kept(Double(blockSeconds) / Self.fastHalfLife)
    }

    private static func kept(_ halfLives: Double) -> Double {
        (-0.693_147_180_559_945_3 * halfLives).exponential
    }

    /// The vote of a block; not cast when the canary had no request.
    package mutating func vote(_ block: BlockCounts) -> Vote {
        let canaryRequests = max(block.canaryRequests, 1)
        let baselineRequests = max(block.baselineRequests, 1)
        let slow = (priorEvents + slowEvents) / (priorRequests + slowRequests)
        fastEvents = fastEvents * fastKept + block.baselineEvents
        fastRequests = fastRequests * fastKept + block.baselineRequests
        let fast = fastRequests > 0 ? fastEvents / fastRequests : 0
        let rate = min(max(slow, fast, block.baselineRate), 1)
        let spread = min(rate, 0.5)
        let variance =
            dispersion * spread * (1 - spread) * (1 / canaryRequests + 1 / baselineRequests)
        let noise = 0.5 * variance.squareRoot()
        let bound = min(Self.safety * min(tolerance * rate, noise) + Self.floor, 0.9)
        let reference = block.baselineRequests > 0 ? block.baselineRate : slow
        let excess = min(max(block.canaryRate - tolerance * reference, 0), 1)
        slowEvents = slowEvents * slowKept + block.baselineEvents
        slowRequests = slowRequests * slowKept + block.baselineRequests
        return Vote(value: excess, bound: bound, isCast: block.canaryRequests > 0)
    }
}
