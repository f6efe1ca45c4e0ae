import RolloutCore
import RolloutEngine
import Testing

@testable import RolloutAdapters

@Suite(.timeLimit(.minutes(1)))
final class OpenMetricsScrapes {
    private let scraper = OpenMetricsScraper()
    private let servers: [AnsweringServer]
    private let webhooks = Criterion(
        .webhookFailures,
        .failureShare(.init(family: "failures", over: "deliveries"))
    )
    private let connections = Criterion(
        .connections,
        .saturation(.init(family: "used", over: "limit"))
    )
    private let backlog = Criterion(
        .backlog,
        .sharedLevel(.init(family: "jobs_waiting"), unit: "jobs")
    )
    private let memory = Criterion(
        MetricName(rawValue: "memory"),
        .level(.init(family: "memory"), unit: "MiB")
    )

    init() throws { servers = try (0..<3).map { _ in try AnsweringServer() } }

    deinit { servers.forEach { $0.close() } }

    /// Two stable instances and one of the canary.
    private var roster: Roster {
        Roster(
            servers.enumerated().map { index, server in
                Roster.Member(
                    id: InstanceID(rawValue: "shop-\(index + 1)"),
                    arm: index < 2 ? .stable : .canary,
                    endpoint: server.endpoint,
                    metricsPath: "/metrics"
                )
            }
        )
    }

    private func offer(_ texts: String...) {
        for (server, text) in zip(servers, texts) { server.answer("/metrics", .status(200, text)) }
    }

    private func counters(_ failures: Int, _ deliveries: Int) -> String {
        "failures_total \(failures)\ndeliveries_total \(deliveries)\n"
    }

    @Test func `the first look at counters gives no reading, the second their difference`() async {
        offer(counters(5, 100), counters(1, 50), counters(0, 10))
        #expect(await scraper.readings(for: [webhooks], roster: roster).isEmpty)
        offer(counters(6, 110), counters(3, 60), counters(4, 15))
        #expect(
            await scraper.readings(for: [webhooks], roster: roster) == [
                Reading(metric: .webhookFailures, arm: .stable, value: 3, whole: 20),
                Reading(metric: .webhookFailures, arm: .canary, value: 4, whole: 5),
            ]
        )
    }

    @Test func `a counter that went back gives no reading, and counts anew from there`() async {
        offer(counters(5, 100), counters(1, 50), counters(8, 10))
        _ = await scraper.readings(for: [webhooks], roster: roster)
        offer(counters(6, 110), counters(1, 50), counters(0, 12))
        let readings = await scraper.readings(for: [webhooks], roster: roster)
        #expect(
            readings == [Reading(metric: .webhookFailures, arm: .stable, value: 1, whole: 10)]
        )
        offer(counters(6, 110), counters(1, 50), counters(2, 15))
        let next = await scraper.readings(for: [webhooks], roster: roster)
        #expect(
            next.last == Reading(metric: .webhookFailures, arm: .canary, value: 2, whole: 3)
        )
    }

    @Test func `a process that started anew is known by its start time`() async {
        let start = "process_start_time_seconds "
        offer("", "", counters(1, 10) + start + "100")
        _ = await scraper.readings(for: [webhooks], roster: roster)
        offer("", "", counters(2, 20) + start + "200")
        #expect(await scraper.readings(for: [webhooks], roster: roster).isEmpty)
    }

    @Test func `saturation adds up the instances of an arm`() async {
        offer("used 3\nlimit 8", "used 5\nlimit 8", "used 7\nlimit 8")
        #expect(
            await scraper.readings(for: [connections], roster: roster) == [
                Reading(metric: .connections, arm: .stable, value: 8, whole: 16),
                Reading(metric: .connections, arm: .canary, value: 7, whole: 8),
            ]
        )
    }

    @Test func `a shared level is the largest, a level the largest of each arm`() async {
        offer("jobs_waiting 4\nmemory 10", "jobs_waiting 9\nmemory 20", "jobs_waiting 6\nmemory 90")
        #expect(
            await scraper.readings(for: [backlog, memory], roster: roster) == [
                Reading(metric: .backlog, arm: nil, value: 9),
                Reading(metric: memory.metric, arm: .stable, value: 20),
                Reading(metric: memory.metric, arm: .canary, value: 90),
            ]
        )
    }

    @Test func `what is missing, broken or silent gives no reading`() async {
        offer("used 3\nlimit NaN\njobs_waiting NaN", "used 3 limit 8")
        servers[2].answer("/metrics", .silence)
        let criteria = [webhooks, connections, backlog, memory]
        #expect(await scraper.readings(for: criteria, roster: roster).isEmpty)
    }

    @Test func `criteria answered by the router are passed over`() async {
        let errors = Criterion(.errorRate, .errorRate)
        #expect(await scraper.readings(for: [errors], roster: roster).isEmpty)
        #expect(await scraper.preflight([errors], roster: roster).isEmpty)
        #expect(servers.allSatisfy { $0.asked.isEmpty })
    }

    @Test func `the check before a release asks stable, for every name`() async {
        offer(counters(0, 0), counters(0, 0) + "jobs_waiting 1")
        let checks = await scraper.preflight([webhooks, backlog], roster: roster)
        #expect(checks.map(\.passed) == [true, false])
        #expect(checks.first?.finding == "failures and deliveries read from 2 instances.")
        #expect(
            checks.last?.finding.hasPrefix("shop-1 offers no number for jobs_waiting.") == true
        )
        #expect(servers[2].asked.isEmpty)
    }

    @Test func `the check names the line that cannot be read`() async {
        offer("a 1\nb", "jobs_waiting 1")
        let checks = await scraper.preflight([backlog], roster: roster)
        #expect(
            checks.first?.finding.contains(
                "shop-1: line 2 of its text: no space between b and its value"
            ) == true
        )
    }

    @Test func `without an instance nothing passes`() async {
        let checks = await scraper.preflight([backlog], roster: Roster())
        #expect(checks.map(\.passed) == [false])
    }
}
