import Foundation
import TestSupport
import Testing

@testable import RolloutCore

/// What the canary has of failures while it serves alone, beside what one revision usually has.
@Suite struct FailureWatchTests {
    private static let start = Timestamp(seconds: 1_800_000_000)
    private static let errors = Criterion(.errorRate, .errorRate, tolerate: 10, minimumSamples: 20)
    private static let p95 = Criterion(
        .p95,
        .latency(quantile: 0.95),
        tolerate: 10,
        minimumSamples: 20
    )
    private static let backlog = Criterion(
        .backlog,
        .sharedLevel(OpenMetricsQuery(family: "jobs"), unit: "jobs"),
        above: 1_000,
        minimumSamples: 1
    )

    private static func plan(_ criteria: [Criterion]) -> Plan {
        .short { plan in
            plan.criteria = criteria
            plan.stages = [50, 100].map {
                Stage(weight: Weight(percent: $0), bake: .seconds(600))
            }
            plan.warm = .seconds(600)
            plan.judge.warmUp = .zero
        }
    }

    /// A day and half an hour of two instances, read every 10 s: of a thousand requests about ten
    /// fail, and about fifty take 90 ms.
    private struct Past: HistorySource {
        var interval: Int { 10 }

        func forEachSecond(_ body: (HistorySecond) -> Void) {
            for block in -8_820..<0 {
                let slices = (1...2).map { number in
                    var latency = LatencyTally()
                    latency.add(milliseconds: 10, count: 950)
                    latency.add(milliseconds: 90, count: 45 + (block * 31 + number) & 7)
                    let counts = ArmCounts(
                        requests: 1_000,
                        errors: 7 + (block * 37 + number) & 7,
                        latency: latency
                    )
                    return HistorySecond.Slice(
                        id: InstanceID(rawValue: "shop-\(number)"),
                        counts: counts
                    )
                }
                body(HistorySecond(second: start + .seconds(10 * block), slices: slices))
            }
        }
    }

    private static let known: [FailurePreparation] = FailurePreparation.all(
        for: plan([errors, p95]),
        Past(),
        slowLimits: [.p95: 50],
        before: start
    )

    /// A window of a release at 50% for a while and then alone, with what was prepared.
    private struct Course {
        var window: MetricWindow
        let plan: Plan
        private(set) var second = 0

        init(_ criteria: [Criterion], _ known: [FailurePreparation]) {
            plan = FailureWatchTests.plan(criteria)
            window = MetricWindow(
                DifferenceJudge.all(for: plan),
                gauges: GaugeWatch.all(for: plan)
            )
            let preparation = JudgePreparation(rehearsal: .unrehearsed(), failures: known)
            window.prepare(preparation, for: plan)
            serve(30, .steady(100, errors: 1), alone: false)
        }

        mutating func serve(
            _ seconds: Int,
            _ traffic: Traffic,
            alone: Bool = true,
            jobs: Double = 0
        ) {
            for _ in 0..<seconds {
                var sample = Sample(second: FailureWatchTests.start + .seconds(second))
                sample.hasTraffic = true
                sample.canary = traffic
                if !alone { sample.stable = traffic }
                sample.readings = [Reading(metric: .backlog, arm: nil, value: jobs)]
                window.add(sample, weight: alone ? .full : Weight(percent: 50))
                window.watchGauges(sample, plan.criteria)
                second += 1
            }
        }

        /// Seconds alone in which nothing is measured.
        mutating func pass(_ seconds: Int) {
            for _ in 0..<seconds {
                let sample = Sample(second: FailureWatchTests.start + .seconds(second))
                window.add(sample, weight: .full)
                second += 1
            }
        }

        func verdict(_ criterion: Criterion) -> Verdict {
            let now = FailureWatchTests.start + .seconds(second)
            return CriterionJudge().verdict(on: criterion, in: window, at: now)
        }
    }

    @Test func `a history of a day knows what is usual of errors and of slow requests`() {
        #expect(Self.known.map(\.metric) == [.errorRate, .p95])
        #expect(Self.known.allSatisfy { $0.watch != nil })
    }

    @Test func `alone and as ever it passes, and says that it is compared with the history`() {
        var course = Course([Self.errors], Self.known)
        course.serve(5, .steady(100, errors: 1))
        #expect(!course.verdict(Self.errors).evidence.sentence.contains("comparable"))
        course.serve(115, .steady(100, errors: 1))
        let found = course.verdict(Self.errors)
        #expect(found.kind == .pass)
        #expect(found.evidence.sentence.contains("no stable revision left to compare with"))
        #expect(found.evidence.sentence.contains("; within what "))
    }

    @Test func `alone with more errors than ever it holds`() {
        var course = Course([Self.errors], Self.known)
        course.serve(120, .steady(100, errors: 8))
        let found = course.verdict(Self.errors)
        #expect(found.kind == .suspect)
        #expect(found.evidence.sentence.contains("higher than in any of "))
    }

    @Test func `alone and slower than ever it holds`() {
        var course = Course([Self.p95], Self.known)
        course.serve(120, .steady(100, milliseconds: 90))
        #expect(course.verdict(Self.p95).kind == .suspect)
    }

    @Test func `alone with more errors than ever and a limit near it rolls back`() {
        var course = Course([Self.errors, Self.backlog], Self.known)
        course.serve(120, .steady(100, errors: 8), jobs: 980)
        let found = course.verdict(Self.errors)
        #expect(found.kind == .worse)
        #expect(found.evidence.sentence.contains("; a limit is near as well"))
    }

    @Test func `with stable beside it the history has no say`() {
        var course = Course([Self.errors], Self.known)
        course.serve(120, .steady(100, errors: 8), alone: false)
        #expect(course.verdict(Self.errors).kind == .pass)
        #expect(course.window.failures.allSatisfy { $0.excursion == nil })
    }

    @Test func `a step back to a split ends it, and the next time alone begins anew`() {
        var course = Course([Self.errors], Self.known)
        course.serve(60, .steady(100, errors: 8))
        course.serve(30, .steady(100, errors: 1), alone: false)
        course.serve(60, .steady(100, errors: 1))
        #expect(course.verdict(Self.errors).kind == .pass)
        #expect(course.window.failures.first?.excursion?.blocks == 5)
    }

    @Test func `errors within the tolerance are no excursion however long they last`() {
        var lenient = Self.errors
        lenient.tolerate = 100
        let plan = Self.plan([lenient])
        let known = FailurePreparation.all(
            for: plan,
            Past(),
            slowLimits: [:],
            before: Self.start
        )
        var course = Course([lenient], known)
        course.serve(600, .steady(100, errors: 2))
        #expect(course.verdict(lenient).kind == .pass)
    }

    @Test(arguments: [(nil, "only crashes stop it"), (5.0, "only crashes and its limit stop it")])
    func `without a history it is said what is left to judge by`(
        _ ceiling: Double?,
        _ words: String
    ) {
        var criterion = Self.errors
        criterion.above = ceiling
        var course = Course([criterion], [])
        course.serve(60, .steady(100, errors: 1))
        let found = course.verdict(criterion)
        #expect(found.kind == .pass)
        #expect(found.evidence.sentence.hasSuffix("; no history to compare with, so \(words)"))
    }

    @Test func `seconds that were not measured make it no calmer`() {
        var course = Course([Self.errors], Self.known)
        course.serve(120, .steady(100, errors: 8))
        course.pass(40)
        #expect(course.window.failures.first?.excursion.map { $0.level >= .hold } == true)
    }

    @Test func `it goes on from its stored form as if nothing had been`() throws {
        var course = Course([Self.errors], Self.known)
        course.serve(75, .steady(100, errors: 2))
        let stored = try JSONEncoder().encode(course.window)
        var other = course
        let read = try JSONDecoder().decode(MetricWindow.self, from: stored)
        other.window = read.with(samples: course.window.samples, baseline: [])
        course.serve(60, .steady(100, errors: 8))
        other.serve(60, .steady(100, errors: 8))
        #expect(course.window.failures.first?.excursion?.blocks == 13)
        #expect(other.window == course.window)
    }

    @Test func `too little history is told in the sentence of the preparation`() {
        let none = FailurePreparation.all(
            for: Self.plan([Self.errors]),
            Short(),
            slowLimits: [:],
            before: Self.start
        )
        #expect(none.first?.watch == nil && none.first?.problem != nil)
        let preparation = JudgePreparation(rehearsal: .unrehearsed(), failures: none)
        #expect(
            preparation.sentence.hasSuffix(
                "; at 100%, error rate judged by limits and crashes only"
            )
        )
    }

    /// A single second.
    private struct Short: HistorySource {
        var interval: Int { 1 }

        func forEachSecond(_ body: (HistorySecond) -> Void) {
            body(HistorySecond(second: start + .seconds(-5), slices: []))
        }
    }
}
