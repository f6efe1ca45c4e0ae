import RolloutCore
import RolloutEngine
import Synchronization
import Testing

@testable import RolloutAdapters

@Suite struct MeasuringTheService {
    private let backlog = Criterion(.backlog, .sharedLevel(.init(family: "jobs"), unit: "jobs"))
    private let errors = Criterion(.errorRate, .errorRate)

    @Test func `each whole second gives one sample, in order`() async throws {
        let metrics = metrics { _, _ in [] }
        let samples = await first(3, of: metrics, [errors])
        let seconds = samples.map { $0.second.microseconds / 1_000_000 }
        let begin = try #require(seconds.first)
        #expect(seconds == [begin, begin + 1, begin + 2])
        #expect(samples.allSatisfy { $0.second == $0.second.second })
    }

    @Test func `a sample holds what the records and the instances say`() async throws {
        let reading = Reading(metric: .backlog, arm: nil, value: 12)
        let metrics = metrics { criteria, _ in
            criteria.map(\.metric) == [.backlog] ? [reading] : []
        }
        let sample = try #require(await first(1, of: metrics, [errors, backlog]).first)
        #expect(sample.canary.requests == 7)
        #expect(sample.lostRecords == 2)
        #expect(sample.hasTraffic)
        #expect(sample.readings == [reading])
        let late = HAProxyClock.now - sample.second
        #expect(late >= .milliseconds(1_250))
    }

    @Test func `readings that do not come in time are absent`() async throws {
        let metrics = metrics { _, _ in
            try? await Task.sleep(for: .seconds(60))
            return [Reading(metric: .backlog, arm: nil, value: 1)]
        }
        let sample = try #require(await first(1, of: metrics, [backlog]).first)
        #expect(sample.readings == [])
        #expect(sample.canary.requests == 7)
    }

    @Test func `the roster is asked each second`() async throws {
        let asked = Counter()
        var seen: [Double?] = []
        let metrics = metrics { _, roster in
            [Reading(metric: .backlog, arm: nil, value: Double(roster.members.count))]
        }
        for await sample in metrics.samples([backlog], roster: { asked.nextRoster() }) {
            seen.append(sample.readings.first?.value)
            if seen.count == 2 { break }
        }
        #expect(seen == [1, 2])
    }

    @Test func `preflight passes with a request to stable and the instances' word`() async {
        let word = Check(name: "queue backlog", passed: true, finding: "12 jobs.", took: .zero)
        let metrics = ServiceMetrics(records: FixedRecords(), scrape: { _, _ in [] }) { asked, _ in
            asked.map(\.metric) == [.backlog] ? [word] : []
        }
        let checks = await metrics.preflight([errors, backlog], roster: Self.stable)
        #expect(checks.map(\.passed) == [true, true])
        #expect(checks.map(\.name) == ["metric error rate", "queue backlog"])
    }

    @Test func `preflight refuses when no request reaches stable`() async {
        let metrics = metrics(FixedRecords(lastRequest: nil))
        let checks = await metrics.preflight([errors], roster: Self.stable)
        #expect(checks.map(\.passed) == [false])
        #expect(checks.first?.finding.contains("Release while there is traffic") == true)
    }

    @Test func `preflight compares nothing while there is no stable instance`() async {
        let metrics = metrics(FixedRecords(lastRequest: nil))
        let checks = await metrics.preflight([errors], roster: Roster())
        #expect(checks.map(\.passed) == [true])
    }

    @Test func `a clock that jumps makes a gap, not a burst`() {
        let cursor = SecondCursor()
        #expect(cursor.advance(at: Timestamp(seconds: 100)).second == Timestamp(seconds: 101))
        let behind = cursor.advance(at: Timestamp(seconds: 105))
        #expect(behind.second == Timestamp(seconds: 102))
        #expect(!behind.isFirst)
        let ahead = cursor.advance(at: Timestamp(seconds: 4_000))
        #expect(ahead.second == Timestamp(seconds: 4_001))
        #expect(ahead.isFirst)
        #expect(cursor.advance(at: Timestamp(seconds: 50)).second == Timestamp(seconds: 51))
    }

    private static let stable = Roster([
        Roster.Member(
            id: InstanceID(rawValue: "shop-1"),
            arm: .stable,
            endpoint: "127.0.0.1:1",
            metricsPath: nil
        )
    ])

    private func metrics(
        _ records: FixedRecords = FixedRecords(),
        scrape: @escaping ServiceMetrics.Scrape = { _, _ in [] }
    ) -> ServiceMetrics {
        ServiceMetrics(records: records, scrape: scrape, look: { _, _ in [] })
    }

    private func first(
        _ count: Int,
        of metrics: ServiceMetrics,
        _ criteria: [Criterion]
    ) async -> [Sample] {
        var samples: [Sample] = []
        for await sample in metrics.samples(criteria, roster: { Roster() }) {
            samples.append(sample)
            if samples.count == count { break }
        }
        return samples
    }
}

/// Rosters with one member more each time.
private final class Counter: Sendable {
    private let count = Atomic(0)

    func nextRoster() -> Roster {
        let size = count.add(1, ordering: .relaxed).newValue
        let member = Roster.Member(
            id: InstanceID(rawValue: "shop-1"),
            arm: .stable,
            endpoint: "127.0.0.1:1",
            metricsPath: nil
        )
        return Roster(Array(repeating: member, count: size))
    }
}

/// Records that always say the same.
private struct FixedRecords: TrafficRecords {
    var lastRequest: Timestamp? = HAProxyClock.now

    func openRecords() async throws {}

    func beginRecords(with second: Timestamp) async {}

    func takeRecords(of second: Timestamp) async -> TrafficSecond {
        var traffic = TrafficSecond()
        traffic.canary.requests = 7
        traffic.lostRecords = 2
        traffic.isWhole = true
        return traffic
    }

    func lastRequest(of arm: Arm) async -> Timestamp? { arm == .stable ? lastRequest : nil }
}
