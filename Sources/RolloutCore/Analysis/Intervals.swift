/// A range that holds the true value with the judge's confidence.
struct Interval: Sendable, Hashable {
    var lower: Double
    var upper: Double
}

/// Counts of something that happened in some of a number of trials.
struct Proportion: Sendable, Hashable {
    var part: Double
    var whole: Double

    /// The observed share; 0 without trials.
    var share: Double { whole > 0 ? part / whole : 0 }

    /// The score interval of Wilson (1927).
    ///
    /// It behaves at shares near 0, where the textbook interval has no width.
    func interval(z: Double) -> Interval {
        guard whole > 0 else { return Interval(lower: 0, upper: 1) }
        let square = z * z
        let centre = share + square / (2 * whole)
        let spread = z * (share * (1 - share) / whole + square / (4 * whole * whole)).squareRoot()
        let scale = 1 + square / whole
        return Interval(
            lower: max(0, (centre - spread) / scale),
            upper: min(1, (centre + spread) / scale)
        )
    }

    /// The interval of this share minus the other's.
    ///
    /// Newcombe's method 10 (1998), built from the
    /// two Wilson intervals.
    func difference(to other: Proportion, z: Double) -> Interval {
        let mine = interval(z: z)
        let theirs = other.interval(z: z)
        let delta = share - other.share
        let down = (share - mine.lower, theirs.upper - other.share)
        let up = (mine.upper - share, other.share - theirs.lower)
        return Interval(
            lower: delta - (down.0 * down.0 + down.1 * down.1).squareRoot(),
            upper: delta + (up.0 * up.0 + up.1 * up.1).squareRoot()
        )
    }
}

extension LatencyHistogram {
    /// The interval of a quantile in milliseconds, from the ranks a binomial count may take.
    ///
    /// Distribution-free (order statistics, normal approximation of the rank). With too few
    /// requests for the upper rank to exist nothing bounds the quantile from above: infinity.
    func interval(ofQuantile quantile: Double, z: Double) -> Interval {
        let count = Double(total)
        let spread = z * (count * quantile * (1 - quantile)).squareRoot()
        let low = Int((count * quantile - spread).rounded(.down))
        let high = Int((count * quantile + spread).rounded(.up)) + 1
        return Interval(
            lower: milliseconds(atRank: low) ?? 0,
            upper: milliseconds(atRank: high) ?? .infinity
        )
    }
}
