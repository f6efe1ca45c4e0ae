import Foundation
import Testing

@testable import storefront

@Suite struct MetricsTests {
    @Test func `the page is valid OpenMetrics text`() async throws {
        let test = try await TestShop()
        for page in ["/", "/nothing", "/orders/A-1001"] { _ = await test.get(page) }
        _ = await test.deliver("e1")
        let answer = await test.get("/metrics")
        #expect(
            answer.header("Content-Type")
                == "application/openmetrics-text; version=1.0.0; charset=utf-8"
        )
        #expect(answer.text.hasSuffix("# EOF\n"))
        #expect(OpenMetricsCheck.problems(in: answer.text) == [])
    }

    @Test func `everything a release watches is there`() async throws {
        let test = try await TestShop(.tail)
        let cookie = try #require(await test.signIn())
        _ = await test.post("/enrolments", "course=1", headers: ["cookie": cookie])
        _ = await test.deliver("e1")
        let lines = await test.get("/metrics").text.split(separator: "\n")
        for line in [
            "http_requests_total{route=\"/enrolments\",code=\"303\"} 1",
            "http_request_duration_seconds_bucket{le=\"+Inf\"} 3",
            "jobs_waiting 1", "webhook_deliveries_total 1", "webhook_failures_total 0",
            "db_connections_used 0", "db_connections_limit 4",
            "storefront_build_info{version=\"test\",defect=\"tail\"} 1",
        ] {
            #expect(lines.contains(Substring(line)))
        }
        #expect(lines.contains { $0.hasPrefix("jobs_oldest_age_seconds 0.") })
        #expect(lines.contains { $0.hasPrefix("process_resident_memory_bytes ") })
    }

    @Test func `a queue that cannot be read is left out, not shown as empty`() async throws {
        let text = try await TestShop(isMigrated: false).get("/metrics").text
        #expect(!text.contains("jobs_waiting"))
        #expect(text.contains("db_connections_limit 4"))
    }

    @Test func `a stream counts by its code and not in the durations`() async throws {
        let test = try await TestShop()
        _ = await test.get("/live")
        let counts = test.shop.metrics.snapshot
        #expect(counts.requests == [Metrics.RequestKind(route: "/live", code: 200): 1])
        #expect(counts.durations.counts.reduce(0, +) == 0)
    }

    @Test func `a duration falls into the first bucket that holds it`() {
        var histogram = Histogram()
        histogram.record(.milliseconds(5))
        histogram.record(.milliseconds(6))
        histogram.record(.seconds(60))
        let bucket = { (bound: Double) in Histogram.bounds.firstIndex(of: bound) ?? -1 }
        #expect(histogram.counts[bucket(0.005)] == 1)
        #expect(histogram.counts[bucket(0.01)] == 1)
        #expect(histogram.counts.last == 1)
    }
}
