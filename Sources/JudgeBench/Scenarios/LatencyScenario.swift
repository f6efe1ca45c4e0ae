import Foundation
import RolloutCore

/// A release of which only the latencies are judged.
struct LatencyScenario: Sendable {
    /// Requests per second of both arms together.
    var requestsPerSecond: Double
    /// The canary's weight.
    var schedule: Schedule
    /// How long requests take on the canary.
    var course: Course
    /// Whether instances stop for a collector's pause now and then.
    ///
    /// Each of 20 instances in one second of 90 on average; 60% of its requests meet the pause.
    var hasPauses = false
    /// Whether the judge leaves out the first two minutes, as it does unless told otherwise.
    var skipsWarmUp = false
    /// Length of the release in seconds.
    var seconds = 1_800

    /// How long requests take on the canary.
    enum Course: Sendable, Hashable {
        /// That law throughout; the baseline keeps the ordinary one.
        case law(LatencyLaw)
        /// Both arms slow down to half their speed between minutes 10 and 40.
        case commonDrift
        /// The canary begins three times slower and warms up within a minute or two.
        case warmUp
    }

    /// Whether the canary is worse than the baseline by more than the tolerance.
    var isWorse: Bool {
        guard case .law(let law) = course else { return false }
        var within = LatencyLaw()
        within.scale = law.scale
        return law != within || law.scale > 1.1
    }

    /// The least seconds in which any rule with 1% false rollbacks can find this on average.
    ///
    /// From the whole distribution; nil where nothing is worse.
    var informationBound: Double? {
        guard isWorse, case .law(let law) = course, case .constant(let weight) = schedule else {
            return nil
        }
        let canary = law.probabilities
        let baseline = LatencyLaw().probabilities
        let pooled = zip(canary, baseline).map { weight * $0 + (1 - weight) * $1 }
        func divergence(_ law: [Double]) -> Double {
            zip(law, pooled).reduce(0) { $1.0 > 0 ? $0 + $1.0 * log($1.0 / $1.1) : $0 }
        }
        let information = weight * divergence(canary) + (1 - weight) * divergence(baseline)
        return log(100) / (requestsPerSecond * information)
    }

    /// One release.
    func release(_ dice: inout Dice) -> LatencySeries {
        let tables = LatencyTables(course, seconds: seconds)
        return LatencySeries(
            seconds: seconds,
            canary: arm(tables.canary, seconds: seconds, { schedule.weight(at: $0) }, &dice),
            baseline: arm(tables.baseline, seconds: seconds, { 1 - schedule.weight(at: $0) }, &dice)
        )
    }

    /// What the stable revision did before the release, in ten slices of a tenth of the traffic.
    ///
    /// Half an hour, the least the rehearsal takes; as counts per bucket, second by second.
    func history(_ dice: inout Dice) -> [LatencyArm] {
        let tables = LatencyTables(course, seconds: Self.historySeconds)
        return (0..<10).map { _ in
            arm(tables.baseline, seconds: Self.historySeconds, { _ in 0.1 }, &dice)
        }
    }

    /// The length of the history in seconds.
    static let historySeconds = 1_800

    private func arm(
        _ tables: LatencyTables.Course,
        seconds: Int,
        _ share: (Int) -> Double,
        _ dice: inout Dice
    ) -> LatencyArm {
        var arm = LatencyArm(seconds: seconds)
        for second in 0..<seconds {
            let count = dice.poisson(requestsPerSecond * share(second))
            let hit = hasPauses ? pausedShare(share(second), &dice) : 0
            let paused = hit > 0 ? dice.binomial(count, min(1, hit)) : 0
            let table = tables.table(at: second)
            for _ in paused..<max(paused, count) { arm.add(table.draw(&dice), at: second) }
            for _ in 0..<paused { arm.add(LatencyTables.pause.draw(&dice), at: second) }
        }
        return arm
    }

    private func pausedShare(_ weight: Double, _ dice: inout Dice) -> Double {
        let instances = max(1, Int((20 * weight).rounded(.toNearestOrEven)))
        return Double(dice.binomial(instances, 1 / 90)) / Double(instances) * 0.6
    }
}
