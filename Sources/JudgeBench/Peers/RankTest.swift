/// The test of Mann and Whitney (1947) inverted to an interval for the shift between two samples.
///
/// This is what the judge of Kayenta does: normal approximation corrected for continuity and
/// ties, and a search for the shift at which the statistic crosses a quantile.
struct RankTest {
    private let canary: [Double]
    private let baseline: [Double]

    /// The 99% point of the normal law: two of them bound 98%.
    static let point = 2.326_347_874_040_840_8

    /// Why no statistic exists.
    struct AllTied: Error {}

    /// A test of those samples, neither empty.
    init(canary: [Double], baseline: [Double]) {
        self.canary = canary.sorted()
        self.baseline = baseline.sorted()
    }

    /// The statistic when `shift` is taken off the canary; falls as the shift rises.
    func statistic(shift: Double) throws -> Double {
        let m = canary.count
        let n = baseline.count
        var mine = 0
        var theirs = 0
        var rankSum = 0.0
        var ties = 0.0
        while mine < m || theirs < n {
            // Rounding the shifted value once keeps what was tied in one sample tied here.
            let left = mine < m ? canary[mine] - shift : .infinity
            let right = theirs < n ? baseline[theirs] : .infinity
            let value = min(left, right)
            let before = mine + theirs
            var mineHere = 0
            while mine < m, canary[mine] - shift == value {
                mine += 1
                mineHere += 1
            }
            while theirs < n, baseline[theirs] == value { theirs += 1 }
            let count = Double(mine + theirs - before)
            rankSum += Double(mineHere) * (Double(before) + (count + 1) / 2)
            ties += count * count * count - count
        }
        let pairs = Double(m * n)
        let excess = rankSum - Double(m * (m + 1)) / 2 - pairs / 2
        let all = Double(m + n)
        let variance = pairs / 12 * (all + 1 - ties / (all * (all - 1)))
        guard variance > 0 else { throw AllTied() }
        let continuity = excess > 0 ? 0.5 : excess < 0 ? -0.5 : 0
        return (excess - continuity) / variance.squareRoot()
    }

    /// The shift at which the statistic crosses `point`, to Kayenta's absolute tolerance of 1e-4.
    ///
    /// Clamped to the differences that the samples can show.
    func shift(at point: Double) throws -> Double {
        var low = (canary.first ?? 0) - (baseline.last ?? 0)
        var high = (canary.last ?? 0) - (baseline.first ?? 0)
        if try statistic(shift: low) <= point { return low }
        if try statistic(shift: high) >= point { return high }
        while high - low > 1e-4 {
            let middle = (low + high) / 2
            if try statistic(shift: middle) > point { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }
}
