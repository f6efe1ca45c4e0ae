/// What a level's excursions usually are, learnt from fake releases cut from its history.
///
/// An excursion is the sum by which a level stays above where it stood before a release: four sums
/// of Page (1954), from "somewhat higher for long" to "higher than ever, briefly". Each is measured
/// by the highest it got in any of the fake releases. Small enough to be journaled: of the maxima
/// only the upper 2% are kept.
package struct ExcursionCalibration: Sendable, Hashable, Codable {
    /// One of the four sums.
    package struct Member: Sendable, Hashable, Codable {
        /// What a block must exceed for the sum to grow, in units of `scale`.
        package let allowance: Double
        /// Three quarters of the fake releases stayed at or below this sum.
        package let upperQuartile: Double
        /// How far the rest went above it on average, at least 1.
        package let meanExcess: Double
        /// The highest sums of the fake releases, falling; at least one.
        package let highest: [Double]

        /// A sum with what it reached.
        package init(
            allowance: Double,
            upperQuartile: Double,
            meanExcess: Double,
            highest: [Double]
        ) {
            self.allowance = allowance
            self.upperQuartile = upperQuartile
            self.meanExcess = meanExcess
            self.highest = highest
        }
    }

    /// The usual deviation, in the level's unit; never 0.
    package let scale: Double
    /// No block counts for more than this, in units of `scale`.
    package let cap: Double
    /// The four sums, by rising allowance.
    package let members: [Member]
    /// The fake releases that were measured.
    ///
    /// They overlap, so they are not independent.
    package let releases: Int
    /// How they were cut.
    package let windows: ExcursionWindows

    /// A calibration of known figures.
    ///
    /// - Precondition: `members` is not empty, nor is the list of highest sums of any.
    init(
        scale: Double,
        cap: Double,
        members: [Member],
        releases: Int,
        windows: ExcursionWindows
    ) {
        precondition(!members.isEmpty && members.allSatisfy { !$0.highest.isEmpty })
        self.scale = scale
        self.cap = cap
        self.members = members
        self.releases = releases
        self.windows = windows
    }

    /// What one sum must reach so that a release like those of the history gets there with
    /// probability `chance`.
    ///
    /// Within the history a rank; beyond it, where no release ever was, an exponential tail. Ranks
    /// deeper than the upper 2% are not kept; the deepest kept stands for them, which is stricter
    /// than asked.
    /// - Parameters:
    ///   - member: The sum.
    ///   - chance: Between 0 and 1, both excluded.
    ///   - isPredictive: Whether the tail allows for how few releases its mean excess was learnt
    ///     from.
    /// - Returns: The sum, in units of `scale`.
    package func threshold(
        of member: Member,
        chance: Double,
        isPredictive: Bool = false
    ) -> Double {
        // The tiny addition makes "as high as ever" no alarm: it takes more.
        let above = 1e-9
        let rank = chance * Double(releases + 1)
        guard rank < 1 else {
            return member.highest[min(Int(rank), member.highest.count) - 1] + above
        }
        let rarity = (0.25 / chance).naturalLogarithm
        let excesses = isPredictive ? predicted(rarity) : rarity
        let tail = member.upperQuartile + member.meanExcess * excesses
        return max(tail, member.highest[0] + above)
    }

    /// How many mean excesses the next release stays below as often as an exponential tail of
    /// known mean would have it below `rarity` of them.
    ///
    /// With the mean of `n` excesses for the mean, the next is beyond `x` of it with probability
    /// `(1 + x/n)^-n`: a Pareto tail, longer than the exponential one. Half of the releases that
    /// fit side by side into the history count for `n`: of their maxima a quarter are excesses,
    /// and the overlapping ones between them see about as much again.
    private func predicted(_ rarity: Double) -> Double {
        let apart = Double(releases) * Double(windows.stride) / Double(windows.release)
        let seen = max(1, apart / 2)
        return seen * ((rarity / seen).exponential - 1)
    }

    /// How many blocks above or below the reference a value is, in units of `scale`, capped.
    func deviation(_ value: Double, from reference: Double) -> Double {
        max(-cap, min(cap, (value - reference) / scale))
    }
}
