import RolloutCore
import TestSupport
import Testing

/// Criteria on numbers the instances offer.
@Suite struct ReadingJudgeTests {
    private static let name = MetricName(rawValue: "offered")
    private static let query = OpenMetricsQuery(family: "a", over: "b")
    private let now = Timestamp(seconds: 1_000)
    private let share = Criterion(name, .failureShare(query), worseBy: 1, minimumSamples: 20)
    private let level = Criterion(name, .sharedLevel(query, unit: "jobs"), above: 500)
    private let pool = Criterion(name, .saturation(query), above: 85)

    /// A window of the last seconds, each with the readings for its place, oldest first.
    private func verdict(
        _ criterion: Criterion,
        _ seconds: Int = 10,
        _ readings: (Int) -> [Reading]
    ) -> Verdict {
        var window = MetricWindow()
        for second in 0..<seconds {
            var sample = Sample(second: now - .seconds(seconds - second))
            sample.readings = readings(second)
            window.add(sample)
        }
        return CriterionJudge().verdict(on: criterion, in: window, at: now)
    }

    private func reading(_ arm: Arm?, _ value: Double, of whole: Double? = nil) -> Reading {
        Reading(metric: Self.name, arm: arm, value: value, whole: whole)
    }

    @Test func `a share of failures is compared like an error rate`() {
        let good = verdict(share) { _ in [reading(.canary, 0, of: 50), reading(.stable, 0, of: 50)]
        }
        let bad = verdict(share) { _ in [reading(.canary, 20, of: 50), reading(.stable, 0, of: 50)]
        }
        #expect(good.kind == .pass)
        #expect(bad.kind == .worse)
        #expect(bad.evidence.sentence.contains("500 and 500 deliveries"))
    }

    @Test func `without deliveries nothing is said`() {
        let none = verdict(share) { _ in [reading(.canary, 0, of: 0), reading(.stable, 0, of: 50)] }
        #expect(none.kind == .undecided)
    }

    @Test func `three readings in a row over the ceiling are worse, two are not`() {
        let two = verdict(level) { [reading(nil, $0 >= 8 ? 600 : 10)] }
        let three = verdict(level) { [reading(nil, $0 >= 7 ? 600 : 10)] }
        #expect(two.kind == .undecided)
        #expect(three.kind == .worse)
        #expect(three.evidence.sentence == "600 jobs, ceiling 500 jobs (last 3 readings)")
        #expect(three.evidence.limitUsed == 1.2)
    }

    @Test func `a level under its ceiling passes`() {
        #expect(verdict(level) { _ in [reading(nil, 10)] }.kind == .pass)
    }

    @Test func `a used share is judged in percent of its limit`() {
        let full = verdict(pool) { _ in
            [reading(.canary, 18, of: 20), reading(.stable, 3, of: 20)]
        }
        #expect(full.kind == .worse)
        #expect(full.evidence.canary == 90)
        #expect(full.evidence.stable == 15)
        #expect(full.evidence.sentence == "90%, ceiling 85% (last 3 readings)")
    }

    @Test func `a limit of nothing is no reading`() {
        let verdict = verdict(pool) { _ in [reading(.canary, 5, of: 0)] }
        #expect(verdict.kind == .undecided)
        #expect(verdict.evidence.sentence == "no reading from the canary yet")
    }

    @Test func `a level without a ceiling passes and says so`() {
        var criterion = level
        criterion.above = nil
        let verdict = verdict(criterion) { _ in [reading(nil, 12.5)] }
        #expect(verdict.kind == .pass)
        #expect(verdict.evidence.sentence == "12.5 jobs, no ceiling")
    }

    @Test func `stable's readings alone leave the canary unmeasured`() {
        for criterion in [share, pool] {
            let verdict = verdict(criterion) { _ in [reading(.stable, 1, of: 20)] }
            #expect(verdict.kind == .unmeasured)
        }
    }

    @Test func `a canary that fell silent is unmeasured, whatever it said before`() {
        let verdict = verdict(pool, 30) { second in
            let stable = reading(.stable, 1, of: 20)
            return second < 20 ? [reading(.canary, 1, of: 20), stable] : [stable]
        }
        #expect(verdict.kind == .unmeasured)
    }

    @Test func `readings of other metrics are not looked at`() {
        let verdict = verdict(level) { _ in
            [Reading(metric: .backlog, arm: nil, value: 9_999)]
        }
        #expect(verdict.kind == .unmeasured)
    }
}
