import Foundation
import RolloutCore
import RolloutEngine
import Testing

@testable import RolloutAdapters

/// A service's past as a real Prometheus server tells it.
@Suite struct PrometheusPastTests {
    /// The end of the past, some hours ago and whole in steps of 15 s.
    private static let end = Int(Date().timeIntervalSince1970) / 15 * 15 - 6 * 3_600

    /// An hour of two instances, one reading every 15 s: `a` serves 30 requests in each and fails
    /// one in four, `b` serves 60, fails none, and begins anew in the middle.
    private static var hour: String {
        var lines = ["# TYPE served counter"]
        func points(_ name: String, _ instance: String, _ value: (Int) -> Int) {
            for step in 0...240 {
                let second = end - 3_600 + 15 * step
                lines.append("\(name)_total{pod=\"\(instance)\"} \(value(step)) \(second)")
            }
        }
        points("served", "a") { 1_000 + 30 * $0 }
        points("served", "b") { 60 * ($0 < 120 ? $0 + 1 : $0 - 119) }
        lines.append("# TYPE failed counter")
        points("failed", "a") { $0 / 4 }
        return (lines + ["# EOF", ""]).joined(separator: "\n")
    }

    private func past(
        _ world: PrometheusWorld,
        requests: String = "served_total",
        within limit: Duration = .seconds(10)
    ) throws(Failure) -> [HistorySecond] {
        let question = PrometheusHistory(
            server: world.place,
            requests: requests,
            errors: "failed_total",
            label: "pod"
        )
        var seconds: [HistorySecond] = []
        try PrometheusPast(
            question,
            .seconds(90_000),
            before: Timestamp(seconds: Int64(Self.end)),
            within: limit,
            secrets: world.secrets
        ).forEachSecond { seconds.append($0) }
        return seconds
    }

    @Test func `counters of each instance become what was added between readings`() throws {
        let seconds = try past(PrometheusWorld(past: Self.hour))
        #expect(seconds.count == 240)
        #expect(seconds.first?.second == Timestamp(seconds: Int64(Self.end - 3_600)))
        let first = seconds.first?.slices.map { [$0.counts.requests, $0.counts.errors] }
        #expect(first == [[30, 0], [60, 0]])
        let sums = seconds.flatMap(\.slices).reduce(into: [String: Int]()) {
            $0[$1.id.rawValue, default: 0] += $1.counts.errors
        }
        #expect(sums == ["a": 60, "b": 0])
    }

    @Test func `a counter that was reset makes a gap, and no negative count`() throws {
        let seconds = try past(PrometheusWorld(past: Self.hour))
        let lone = seconds.filter { $0.slices.count == 1 }
        #expect(lone.map(\.second) == [Timestamp(seconds: Int64(Self.end - 3_600 + 119 * 15))])
        #expect(lone.first?.slices.first?.id.rawValue == "a")
    }

    @Test func `an hour of it is a rehearsal in votes of its own pace`() throws {
        let world = try PrometheusWorld(past: Self.hour)
        let seconds = try past(world)
        let source = Told(seconds: seconds)
        let settings = JudgeSettings(startMass: StartMass(plannedSeconds: 600))
        let rehearsal = JudgeRehearsal.rehearse(
            on: RehearsalHistory(reading: source, for: settings),
            interval: 15,
            judging: [.errors, .p95]
        )
        #expect(rehearsal.basis == .fakeReleases(2))
        #expect(rehearsal.streams.allSatisfy { $0.terms.blockSeconds >= 15 })
        #expect(rehearsal.unrehearsed == [.p95])
    }

    @Test func `what it does not know is an empty past, and what it refuses is said`() throws {
        let world = try PrometheusWorld(past: Self.hour)
        #expect(try past(world, requests: "nothing_like_that").isEmpty)
        let failure = #expect(throws: Failure.self) { try past(world, requests: "sum(") }
        #expect(failure?.summary.contains("the history was not imported: Prometheus") == true)
        #expect(failure?.summary.contains("parse error") == true)
    }

    @Test func `one that says nothing is given up after the limit`() throws {
        let world = try PrometheusWorld(past: Self.hour)
        world.hang()
        let begin = ContinuousClock.now
        #expect(throws: Failure.self) { try past(world, within: .seconds(1)) }
        #expect(ContinuousClock.now - begin < .seconds(20))
        world.unhang()
        world.vanish()
        #expect(throws: Failure.self) { try past(world) }
    }

    /// Seconds as they were told.
    private struct Told: HistorySource {
        var interval: Int { 15 }
        var seconds: [HistorySecond]

        func forEachSecond(_ body: (HistorySecond) -> Void) { seconds.forEach(body) }
    }
}
