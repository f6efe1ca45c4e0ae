import RolloutCore
import RolloutEngine
import Testing

@testable import RolloutAdapters

@Suite struct VanishingSourceTests {
    @Test func `a source that vanishes leaves its criterion unmeasured until it is back`()
        async throws
    {
        let redis = try RedisWorld()
        try redis.set(3)
        var criterion = redis.criterion()
        criterion.staleness = .seconds(2)
        let metrics = ServiceMetrics(
            records: NoRecords(),
            instances: OpenMetricsScraper(),
            inquiries: redis.reader
        )
        var stages: [(kind: Verdict.Kind, then: () throws -> Void)] = [
            (.pass, { redis.vanish() }), (.unmeasured, { try redis.start() }), (.pass, {}),
        ]
        var window = MetricWindow()
        let deadline = ContinuousClock.now + .seconds(60)
        for await sample in metrics.samples([criterion], roster: { Roster() }) {
            window.add(sample)
            let verdict = CriterionJudge().verdict(
                on: criterion,
                in: window,
                at: sample.second + .seconds(1)
            )
            try #require(ContinuousClock.now < deadline, "\(verdict), left \(stages.count)")
            guard verdict.kind == stages.first?.kind else { continue }
            try stages.removeFirst().then()
            if stages.isEmpty { break }
        }
        #expect(stages.isEmpty)
        #expect(window.samples.contains { $0.readings.isEmpty })
    }
}

/// A router nobody asks anything of.
private struct NoRecords: TrafficRecords {
    func openRecords() async throws {}
    func beginRecords(with second: Timestamp) async {}
    func takeRecords(of second: Timestamp) async -> TrafficSecond { TrafficSecond() }
    func lastRequest(of arm: Arm) async -> Timestamp? { nil }
}
