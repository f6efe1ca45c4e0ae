import RolloutCore
import Testing

@Suite struct MetricOriginTests {
    private let place = WebPlace(endpoint: "127.0.0.1:9090")

    @Test func `a label cannot end the quotation it is put in`() {
        let source = InquirySource.prometheus(
            PrometheusQuery(server: place, query: #"a{v="{revision}"}"#)
        )
        let asked = InquirySource.prometheus(
            PrometheusQuery(server: place, query: #"a{v="1\"} or b{v=\"\\"}"#)
        )
        #expect(source.asked(for: #"1"} or b{v="\"#) == asked)
    }

    @Test func `a label cannot leave the path it is put in`() {
        let server = WebPlace(endpoint: "h:1", path: "/stats/{revision}/n")
        let asked = WebPlace(endpoint: "h:1", path: "/stats/..%2F%3Fq%C3%A9/n")
        let source = InquirySource.http(JSONQuery(server: server, value: "a"))
        #expect(source.asked(for: "../?qé") == .http(JSONQuery(server: asked, value: "a")))
    }

    @Test(arguments: [
        (InquirySource.command(CommandQuery(arguments: ["a", "{revision}"])), true),
        (.command(CommandQuery(arguments: ["a"])), false),
        (.redis(RedisQuery(server: "a:1", key: "jobs-{revision}")), true),
        (.redis(RedisQuery(server: "a:1", key: "b", group: "{revision}")), true),
        (.rabbitMQ(RabbitMQQuery(server: WebPlace(endpoint: "a:1"), queue: "q-{revision}")), true),
        (.postgres(PostgresQuery(server: "a:1", database: "b")), false),
        (
            .prometheus(
                PrometheusQuery(server: WebPlace(endpoint: "a:1"), query: "b", label: "version")
            ), true
        ),
    ])
    func `a source is per revision when its question names one`(
        source: InquirySource,
        isPerRevision: Bool
    ) {
        #expect(source.isPerRevision == isPerRevision)
    }

    @Test func `a source is named by host and port and never by who asks`() {
        let access = Access(user: "tester", password: .variable("PASSWORD"))
        let sources: [InquirySource] = [
            .postgres(PostgresQuery(server: "db:5432", database: "shop", access: access)),
            .redis(RedisQuery(server: "cache:6379", access: access, key: "jobs")),
            .command(CommandQuery(arguments: ["count", "--key", "moonlight"])),
        ]
        #expect(
            sources.map(\.spoken) == [
                "PostgreSQL at db:5432", "Redis at cache:6379", "the command `count`",
            ]
        )
    }

    @Test func `one number stands for both revisions only where nothing tells them apart`() {
        let shared = Inquiry(.command(CommandQuery(arguments: ["a"])))
        let own = Inquiry(.command(CommandQuery(arguments: ["{revision}"])))
        #expect(Measure.saturation(.inquiry(shared)).isShared)
        #expect(!Measure.saturation(.inquiry(own)).isShared)
        #expect(!Measure.saturation(OpenMetricsQuery(family: "a", over: "b")).isShared)
        #expect(Measure.sharedLevel(.inquiry(shared), unit: "").isShared)
    }
}
