import TestSupport
import Testing

@testable import RolloutCore

/// Against the tables of Newcombe, Statistics in Medicine 17 (1998).
///
/// "Two-sided confidence intervals for the single proportion", 857–872, table I, method 3 (Wilson),
/// and "Interval estimation for the difference between independent proportions", 873–890,
/// table II, method 10.
@Suite struct IntervalTests {
    private let z = 1.959964

    private func isNear(_ left: Double, _ right: Double) -> Bool {
        (left - right).magnitude < 0.00006
    }

    @Test(arguments: [
        (81.0, 263.0, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ])
    func `the interval of a share is Wilson's`(
        _ part: Double,
        _ whole: Double,
        _ lower: Double,
        _ upper: Double
    ) {
        let interval = Proportion(part: part, whole: whole).interval(z: z)
        #expect(isNear(interval.lower, lower))
        #expect(isNear(interval.upper, upper))
    }

    @Test(arguments: [
        ((56.0, 70.0), (48.0, 80.0), 0.0524, 0.3339), ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062), ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775), ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0), ((10, 10), (0, 10), 0.6075, 1.0),
    ])
    func `the interval of a difference is Newcombe's`(
        _ mine: (Double, Double),
        _ theirs: (Double, Double),
        _ lower: Double,
        _ upper: Double
    ) {
        let interval = Proportion(part: mine.0, whole: mine.1)
            .difference(to: Proportion(part: theirs.0, whole: theirs.1), z: z)
        #expect(isNear(interval.lower, lower))
        #expect(isNear(interval.upper, upper))
    }

    @Test func `no trials say nothing`() {
        let none = Proportion(part: 0, whole: 0)
        #expect(none.share == 0)
        #expect(none.interval(z: z) == Interval(lower: 0, upper: 1))
        #expect(none.difference(to: none, z: z) == Interval(lower: -1, upper: 1))
    }

    @Test func `the interval of a quantile holds the ranks a count may take`() {
        // 100 requests of 1 to 100 ms, median: ranks 50 ± 1.96 · 5, so 40 and 61.
        let histogram = LatencyHistogram(microseconds: (1...100).map { $0 * 1_000 })
        let interval = histogram.interval(ofQuantile: 0.5, z: z)
        #expect(interval.lower.rounded() == 40)
        #expect(interval.upper.rounded() == 61)
    }

    @Test func `too few requests leave a high quantile without an upper end`() {
        let histogram = LatencyHistogram(microseconds: (1...100).map { $0 * 1_000 })
        #expect(histogram.interval(ofQuantile: 0.99, z: z).upper == .infinity)
        #expect(
            LatencyHistogram().interval(ofQuantile: 0.5, z: z)
                == Interval(lower: 0, upper: .infinity)
        )
    }
}
