/// The range of "how many times the baseline's rate is the canary's", for people.
///
/// `statistics.md` 8: log-likelihoods of 121 ratios from 1/32 to 1,024, given each block's events
/// and the canary's share of its requests. It holds at all times at once.
package struct RatioRange: Sendable, Hashable, Codable {
    /// The ratios that are weighed: eight to a doubling.
    package static let ratios = (-40...80).map { (Double($0) / 8 * logOfTwo).exponential }
    private static let logarithms = (-40...80).map { Double($0) / 8 * logOfTwo }
    private static let logOfTwo = 0.693_147_180_559_945_3

    /// How much more events vary than independent ones would, at least 1.
    package let dispersion: Double
    private var likelihoods = [Double](repeating: 0, count: 121)
    private var hasEvents = false

    /// Nothing seen yet; `dispersion` as rehearsed, 1 for independent events.
    package init(dispersion: Double = 1) {
        self.dispersion = max(dispersion, 1)
    }

    /// Takes in a block of which the canary had the share `share` of the requests.
    package mutating func add(canaryEvents: Double, baselineEvents: Double, share: Double) {
        let events = canaryEvents + baselineEvents
        guard events > 0, share > 0, share < 1 else { return }
        hasEvents = true
        for index in likelihoods.indices {
            // Without the terms all ratios have in common, which cancel in the comparison.
            let scale = Self.ratios[index] * share + 1 - share
            likelihoods[index] +=
                (canaryEvents * Self.logarithms[index] - events * scale.naturalLogarithm)
                / dispersion
        }
    }

    /// The range at the confidence `1 - alpha`; without events nothing is known.
    ///
    /// Printed are the outer neighbours of the ratios that are not excluded, so the range errs on
    /// the wide side. Above 1,024 nothing bounds it.
    package func estimate(alpha: Double = 0.01) -> Estimate {
        guard hasEvents, let top = likelihoods.max() else {
            return Estimate(point: nil, lower: 0, upper: nil)
        }
        let sum = likelihoods.reduce(0) { $0 + ($1 - top).exponential }
        let limit =
            top + (sum / Double(likelihoods.count)).naturalLogarithm
            + alpha.naturalLogarithm
        let first = likelihoods.firstIndex { $0 > limit } ?? 0
        let last = likelihoods.lastIndex { $0 > limit } ?? 120
        let best = likelihoods.firstIndex(of: top) ?? 0
        return Estimate(
            point: Self.ratios[best],
            lower: first == 0 ? 0 : Self.ratios[first - 1],
            upper: last == 120 ? nil : Self.ratios[last + 1]
        )
    }
}
