import RolloutCore
import Testing

@testable import RolloutJournal

/// How criteria with sources outside the service are kept; journals of those that had only the
/// instances' own are in the fixture of version 1.
@Suite struct OriginCodingTests {
    private let coding = EntryCoding()

    private var sources: [InquirySource] {
        let secret = Access(user: "monitor", password: .variable("PASSWORD"))
        let place = WebPlace(endpoint: "h:80", path: "/a", access: secret)
        let open = WebPlace(endpoint: "h:81", access: Access(token: .file("/t")))
        return [
            .prometheus(PrometheusQuery(server: open, query: "a", over: "b", label: "version")),
            .postgres(PostgresQuery(server: "h:82", database: "d", access: secret)),
            .postgres(
                PostgresQuery(server: "/s", database: "d", requiresTLS: true, query: "q", over: "o")
            ),
            .redis(RedisQuery(server: "h:83", database: 2, access: secret, key: "list")),
            .redis(RedisQuery(server: "h:83", key: "stream", group: "g", count: .all)),
            .rabbitMQ(RabbitMQQuery(server: place, queue: "q", count: .taken)),
            .http(JSONQuery(server: place, value: "a[0].b", over: "c")),
            .command(CommandQuery(arguments: ["a", "{revision}"], variables: ["B"])),
        ]
    }

    private var event: Event {
        get throws {
            var plan = try Example.plan
            plan.criteria = sources.enumerated().map { index, source in
                let inquiry = Inquiry(source, every: .seconds(2), timeout: .milliseconds(500))
                return Criterion(
                    MetricName(rawValue: "metric \(index)"),
                    .sharedLevel(.inquiry(inquiry), unit: "jobs"),
                    above: 5
                )
            }
            return .releaseStarted(
                ReleaseStarted(
                    release: ReleaseID(rawValue: 7),
                    plan: plan,
                    stableInstances: [],
                    firstInstanceNumber: 5,
                    by: Example.person,
                    version: "1.0.0"
                )
            )
        }
    }

    @Test func `sources are stored as in their fixture and read back`() throws {
        let written = Fixture.line(try coding.encode(event))
        try Fixture.update("origins-version-1", [written])
        let line = try #require(try Fixture.lines("origins-version-1").first)
        #expect(line == written)
        #expect(try coding.decode(Fixture.parse(line)) == event)
    }
}
