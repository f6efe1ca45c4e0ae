import RolloutCore
import Testing

@testable import handoff

@Suite struct CriterionReadingTests {
    private func criterion(_ line: String) throws -> Criterion {
        let file = try PlanText.read(PlanText.sound(adding: "metrics:\n  " + line))
        return try #require(file.criteria.first)
    }

    @Test func `criteria keep the order of the file`() throws {
        let metrics = "metrics: { p99: {}, connections: {}, errorRate: {} }"
        let file = try PlanText.read(PlanText.sound(adding: metrics))
        #expect(file.criteria.map(\.metric) == [.p99, .connections, .errorRate])
    }

    @Test func `a limit that is given leaves the other defaults in force`() throws {
        let criterion = try criterion("p99: { above: 400ms }")
        #expect(criterion.measure == .latency(quantile: 0.99))
        #expect(criterion.above == 400)
        #expect(criterion.tolerate == 10)
        #expect(criterion.atLeast == 50)
    }

    @Test func `off takes a default away`() throws {
        #expect(try criterion("errorRate: { worseBy: off }").worseBy == nil)
    }

    @Test func `every common key is read`() throws {
        let keys = "minimumSamples: 7, window: 20s, staleness: 3s, onWorse: page, observeOnly: true"
        let criterion = try criterion("errorRate: { \(keys) }")
        #expect(criterion.minimumSamples == 7)
        #expect(criterion.window == .seconds(20))
        #expect(criterion.staleness == .seconds(3))
        #expect(criterion.onWorse == .page)
        #expect(criterion.isObserveOnly)
    }

    @Test func `a backlog is a level that both revisions share`() throws {
        let query = OpenMetricsQuery(family: "jobs_waiting")
        #expect(
            try criterion("backlog: { above: 500 }").measure == .sharedLevel(query, unit: "jobs")
        )
    }

    @Test func `a backlog can be another family, unit and one for each revision`() throws {
        let keys = "from: { openmetrics: mails }, unit: mails, perRevision: true, above: 9"
        let query = OpenMetricsQuery(family: "mails")
        #expect(try criterion("backlog: { \(keys) }").measure == .level(query, unit: "mails"))
    }

    @Test func `connections are a share of their limit with a ceiling of 85%`() throws {
        let criterion = try criterion("connections: {}")
        let query = OpenMetricsQuery(family: "db_connections_used", over: "db_connections_limit")
        #expect(criterion.measure == .saturation(query))
        #expect(criterion.above == 85)
    }

    @Test(arguments: [
        ("above: 5%", Measure.saturation(OpenMetricsQuery(family: "a", over: "b"))),
        ("worseBy: 1", .failureShare(OpenMetricsQuery(family: "a", over: "b"))),
    ])
    func `a part of something is compared when it says worseBy`(
        limit: String,
        measure: Measure
    ) throws {
        let criterion = try criterion("disk: { from: { openmetrics: a, over: b }, \(limit) }")
        #expect(criterion.measure == measure)
        #expect(criterion.metric.rawValue == "disk")
    }

    @Test func `counters with a ceiling alone are a share of failures`() throws {
        let source = "from: { openmetrics: a, over: b, counters: true }"
        let query = OpenMetricsQuery(family: "a", over: "b")
        #expect(try criterion("mail: { \(source), above: 2% }").measure == .failureShare(query))
    }
}
