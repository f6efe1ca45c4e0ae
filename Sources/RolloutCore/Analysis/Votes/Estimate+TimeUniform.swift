/// Ranges that hold at all times at once, so that a reader may look every second.
///
/// `statistics.md` 8: a value stays in the range while a Beta(½, ½) mixture is less than `1/alpha`
/// times as likely as it. Counts are divided by the dispersion, because clumped events say less.
extension Estimate {
    /// The range of a share, `part` of `whole`, at the confidence `1 - alpha`.
    package static func proportion(
        _ part: Double,
        of whole: Double,
        alpha: Double = 0.01,
        dispersion: Double = 1
    ) -> Estimate {
        guard whole > 0 else { return Estimate(point: nil, lower: 0, upper: 1) }
        let test = MixtureTest(part / dispersion, of: whole / dispersion, alpha: alpha)
        let share = min(max(part / whole, 1e-12), 1 - 1e-12)
        return Estimate(
            point: part / whole,
            lower: part <= 0 ? 0 : test.edge(between: 1e-15, and: share, excludedBelow: true),
            upper: part >= whole
                ? 1 : test.edge(between: share, and: 1 - 1e-15, excludedBelow: false)
        )
    }

    /// The range of a quantile from counts in buckets, of which bucket `i` ends at `edges[i + 1]`.
    ///
    /// The point is the geometric middle of the quantile's bucket. `edges` has one number more than
    /// `counts`; otherwise, and without counts, nothing is known.
    package static func quantile(
        _ quantile: Double,
        counts: [Double],
        edges: [Double],
        alpha: Double = 0.01,
        dispersion: Double = 1
    ) -> Estimate {
        let total = counts.reduce(0, +)
        guard total > 0, edges.count == counts.count + 1 else {
            return Estimate(point: nil, lower: 0, upper: nil)
        }
        let rank = quantile * total
        var result = (point: Double?.none, lower: Double?.none, upper: Double?.none)
        var below = 0.0
        var isExcluded = true
        for (bucket, count) in counts.enumerated() {
            if below > rank, isExcluded {
                result.upper = edges[bucket]
                break
            }
            below += count
            if result.point == nil, below >= rank {
                result.point = (edges[bucket] * edges[bucket + 1]).squareRoot()
            }
            isExcluded = MixtureTest(below / dispersion, of: total / dispersion, alpha: alpha)
                .excludes(quantile)
            if result.lower == nil, below > rank || !isExcluded { result.lower = edges[bucket] }
        }
        return Estimate(point: result.point, lower: result.lower ?? 0, upper: result.upper)
    }
}

/// Whether a share is excluded by `part` successes in `whole` trials.
private struct MixtureTest {
    private let part: Double
    private let rest: Double
    private let limit: Double

    init(_ part: Double, of whole: Double, alpha: Double) {
        self.part = part
        rest = max(0, whole - part)
        let mixture =
            Self.logBeta(0.5 + part, 0.5 + rest) - Self.logBeta(0.5, 0.5)
        limit = mixture + alpha.naturalLogarithm
    }

    private static func logBeta(_ left: Double, _ right: Double) -> Double {
        left.logarithmOfGamma + right.logarithmOfGamma - (left + right).logarithmOfGamma
    }

    func excludes(_ share: Double) -> Bool {
        let seen =
            (part > 0 ? part * share.naturalLogarithm : 0)
            + (rest > 0 ? rest * (1 - share).naturalLogarithm : 0)
        return limit >= seen
    }

    func edge(between low: Double, and high: Double, excludedBelow: Bool) -> Double {
        var (low, high) = (low, high)
        for _ in 0..<80 {
            let middle = 0.5 * (low + high)
            if excludes(middle) == excludedBelow { low = middle } else { high = middle }
        }
        return 0.5 * (low + high)
    }
}
