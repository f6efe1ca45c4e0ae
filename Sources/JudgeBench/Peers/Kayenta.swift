/// The judge of Spinnaker's Kayenta (NetflixACAJudge), from its described behaviour, in own code.
///
/// Samples of some seconds of both arms are compared at every interval over all that was seen so
/// far. Every metric is critical and the mark to stay above is 75: the fastest settings there are.
struct Kayenta: Sendable {
    /// Seconds in one sample.
    var step: Int
    /// Seconds between judgements.
    var interval: Int
    /// Fewest samples to judge on.
    var leastSamples = 1
    /// The ratio of means up to which an increase passes.
    var allowedIncrease = 1.0

    /// As its documentation has it: samples of a minute judged every ten minutes.
    static let tenMinutes = Kayenta(step: 60, interval: 600)

    /// Samples of 10 s judged every minute, faster than its documentation recommends.
    static let oneMinute = Kayenta(step: 10, interval: 60, leastSamples: 6)

    /// What Kayenta says of one metric.
    enum Label: Sendable, Hashable {
        /// Not shown to be higher.
        case pass
        /// Higher than the baseline by more than it tolerates, which a critical metric fails on.
        case high
        /// No statistic could be computed.
        case error
    }

    /// A metric's value over some seconds of one arm; not a number when there was nothing.
    typealias Metric = (_ start: Int, _ end: Int, _ arm: Arm) -> Double

    /// The second at which the release is stopped; nil when it never is.
    func stop(_ metrics: [Metric], seconds: Int, _ dice: inout Dice) -> Int? {
        let count = seconds / step
        let samples = metrics.map { metric in
            (
                canary: (0..<count).map { metric($0 * step, ($0 + 1) * step, .canary) },
                baseline: (0..<count).map { metric($0 * step, ($0 + 1) * step, .baseline) }
            )
        }
        for second in stride(from: interval, through: seconds, by: interval) {
            let end = second / step
            guard end >= leastSamples else { continue }
            let labels = samples.map { sample in
                label(Array(sample.canary[..<end]), Array(sample.baseline[..<end]), &dice)
            }
            let passed = labels.count { $0 == .pass }
            let judged = labels.count { $0 != .error }
            let score = 100 * Double(passed) / Double(max(1, judged))
            if labels.contains(.high) || score < 75 { return second }
        }
        return nil
    }

    /// Judges one metric that must not rise; values that are not numbers count as 0, its default.
    func label(_ canary: [Double], _ baseline: [Double], _ dice: inout Dice) -> Label {
        var mine = canary.map { $0.isNaN ? 0 : $0 }
        var theirs = baseline.map { $0.isNaN ? 0 : $0 }
        guard let first = mine.first, let other = theirs.first else { return .pass }
        let isFlat = mine.allSatisfy { $0 == first } && theirs.allSatisfy { $0 == other }
        if isFlat, first == other { return .pass }
        if mine.sorted() == theirs.sorted() { return .pass }
        if isFlat {
            mine = mine.map { $0 + dice.normal() * abs(first) * 1e-5 }
            theirs = theirs.map { $0 + dice.normal() * abs(other) * 1e-5 }
        }
        guard let isHigh = try? isHigher(mine, theirs) else { return .error }
        return isHigh ? .high : .pass
    }

    private func isHigher(_ canary: [Double], _ baseline: [Double]) throws -> Bool {
        let test = RankTest(canary: canary, baseline: baseline)
        // The lower limit is not above 0 in most judgements; one statistic tells.
        if let atZero = try? test.statistic(shift: 0), atZero <= RankTest.point { return false }
        let lower = try test.shift(at: RankTest.point)
        let estimate = try test.shift(at: 0)
        let mean = canary.reduce(0, +) / Double(canary.count)
        let reference = baseline.reduce(0, +) / Double(baseline.count)
        let isBelowAllowed =
            mean != 0 && reference != 0 && mean / reference < max(allowedIncrease, 1)
        return lower > 0.25 * abs(estimate) && !isBelowAllowed
    }
}
