import TestSupport
import Testing

@testable import RolloutCore

/// Levels both revisions share, judged by their history, their limit and what else is seen.
@Suite struct LevelWatchTests {
    private let start = Timestamp(seconds: 1_800_000_000)
    private let backlog = Criterion(
        .backlog,
        .sharedLevel(OpenMetricsQuery(family: "jobs"), unit: "jobs"),
        above: 5_000,
        minimumSamples: 1
    )

    private var plan: Plan {
        .short { plan in
            plan.criteria = [backlog]
            plan.stages = [Stage(weight: .full, bake: .seconds(600))]
            plan.warm = .seconds(600)
        }
    }

    /// A day and an hour of a backlog that wavers between 300 and 360 jobs.
    private var history: [Double?] { (0..<9_000).map { 300 + Double($0 * 37 % 61) } }

    private func window(prepared: Bool, history: [Double?] = []) -> MetricWindow {
        var window = MetricWindow(gauges: GaugeWatch.all(for: plan))
        guard prepared else { return window }
        let gauge = GaugePreparation(.backlog, history: history, planned: plan.plannedLength)
        let preparation = JudgePreparation(rehearsal: .unrehearsed(), gauges: [gauge])
        window.prepare(preparation, for: plan)
        return window
    }

    private func verdict(
        _ window: inout MetricWindow,
        seconds: Int,
        _ level: (Int) -> Double?
    ) -> Verdict {
        for second in 0..<seconds {
            var sample = Sample(second: start + .seconds(second))
            if let level = level(second) {
                sample.readings = [Reading(metric: .backlog, arm: nil, value: level)]
            }
            window.add(sample)
            window.watchGauges(sample, plan.criteria)
        }
        let now = start + .seconds(seconds)
        return CriterionJudge().verdict(on: backlog, in: window, at: now)
    }

    @Test func `a level as it always was is a pass that says with what it was compared`() {
        var window = window(prepared: true, history: history)
        let found = verdict(&window, seconds: 300) { 300 + Double($0 * 37 % 61) }
        #expect(found.kind == .pass)
        #expect(found.evidence.sentence.contains("comparable"))
    }

    @Test func `a level higher than ever holds, below its ceiling`() {
        var window = window(prepared: true, history: history)
        let found = verdict(&window, seconds: 300) { _ in 900 }
        #expect(found.kind == .suspect)
        #expect(found.evidence.sentence.contains("higher than in any of"))
    }

    @Test func `together with its limit near it rolls back`() {
        var window = window(prepared: true, history: history)
        let found = verdict(&window, seconds: 300) { _ in 4_900 }
        #expect(found.kind == .worse)
        #expect(found.evidence.sentence.contains("98% of its limit; a limit is near as well"))
    }

    @Test func `without a history only the limits are watched, and that is said`() {
        var window = window(prepared: true)
        let calm = verdict(&window, seconds: 300) { _ in 900 }
        #expect(calm.kind == .pass)
        #expect(calm.evidence.sentence.hasSuffix("; no history to compare with"))
    }

    @Test func `a level on the way to its limit holds without any history`() {
        var window = window(prepared: false)
        let found = verdict(&window, seconds: 420) { 500 + Double($0) * 10 }
        #expect(found.kind == .suspect)
        #expect(found.evidence.sentence.contains("limit reached in"))
        #expect(found.evidence.sentence.contains("at this slope"))
    }

    @Test func `a history that is too short or full of gaps is told, and watched without`() {
        let planned = Duration.seconds(1_200)
        let short = GaugePreparation(.backlog, history: [1, 2, 3], planned: planned)
        #expect(short.watch == nil && short.problem != nil)
        let gaps = history.enumerated().map { $0.offset % 50 == 0 ? $0.element : nil }
        let holed = GaugePreparation(.backlog, history: gaps, planned: planned)
        #expect(holed.watch == nil && holed.problem != nil)
        let preparation = JudgePreparation(rehearsal: .unrehearsed(), gauges: [short])
        #expect(preparation.sentence.hasSuffix("; queue backlog watched by the limits only"))
    }

    @Test func `a judge that has seen a second is not set anew`() {
        let plan = Plan.short {
            $0.criteria = [Criterion(.errorRate, .errorRate, tolerate: 10)]
        }
        var window = MetricWindow(DifferenceJudge.all(for: plan))
        var sample = Sample(second: start)
        sample.hasTraffic = true
        window.add(sample, weight: Weight(percent: 25))
        let before = window
        window.prepare(JudgePreparation(rehearsal: .unrehearsed()), for: plan)
        #expect(window == before)
    }
}
