import RolloutCore
import Testing

@testable import handoff

@Suite struct OriginReadingTests {
    private func criterion(_ line: String) throws -> Criterion {
        let file = try PlanText.read(PlanText.sound(adding: "metrics:\n  " + line))
        return try #require(file.criteria.first)
    }

    private func source(_ from: String) throws -> InquirySource? {
        try criterion("backlog: { above: 500, from: { \(from) } }").measure.inquiry?.source
    }

    @Test func `a query to Prometheus has a server, a label and access`() throws {
        let criterion = try criterion(
            "disk: { above: 80%, from: { prometheus: { server: http://prom:9090/main/, "
                + "query: used, over: size, label: version, user: me, password: {env: PW} } } }"
        )
        let access = Access(user: "me", password: .variable("PW"))
        let query = PrometheusQuery(
            server: WebPlace(endpoint: "prom:9090", path: "/main", access: access),
            query: "used",
            over: "size",
            label: "version"
        )
        #expect(criterion.measure == .saturation(.inquiry(Inquiry(.prometheus(query)))))
    }

    @Test func `connections of PostgreSQL need no query`() throws {
        let criterion = try criterion(
            "connections: { from: { postgres: { server: 127.0.0.1:5432, database: shop, "
                + "user: monitor, password: {file: secrets/pw}, tls: true } } }"
        )
        let query = PostgresQuery(
            server: "127.0.0.1:5432",
            database: "shop",
            access: Access(user: "monitor", password: .file("/plans/secrets/pw")),
            requiresTLS: true
        )
        #expect(criterion.measure == .saturation(.inquiry(Inquiry(.postgres(query)))))
        #expect(criterion.measure.isShared)
    }

    @Test func `Redis gives the length of a list or the jobs of a group`() throws {
        #expect(
            try source("redis: { server: 127.0.0.1:6379, list: jobs, database: 2 }")
                == .redis(RedisQuery(server: "127.0.0.1:6379", database: 2, key: "jobs"))
        )
        let text = "redis: { server: r:6379, stream: mails, group: senders, count: all }"
        let query = RedisQuery(server: "r:6379", key: "mails", group: "senders", count: .all)
        #expect(try source(text) == .redis(query))
    }

    @Test func `RabbitMQ gives the messages of a queue`() throws {
        let text = "rabbitmq: { server: 127.0.0.1:15672, queue: jobs, vhost: shop, count: taken }"
        let query = RabbitMQQuery(
            server: WebPlace(endpoint: "127.0.0.1:15672"),
            virtualHost: "shop",
            queue: "jobs",
            count: .taken
        )
        #expect(try source(text) == .rabbitMQ(query))
    }

    @Test func `a JSON document has a way to the number`() throws {
        let text = "http: { url: http://shop/stats?all=1, value: 'queues[0].n', token: {env: T} }"
        let access = Access(token: .variable("T"))
        let place = WebPlace(endpoint: "shop:80", path: "/stats?all=1", access: access)
        #expect(try source(text) == .http(JSONQuery(server: place, value: "queues[0].n")))
    }

    @Test func `a command is an argument vector beside the plan, with its variables`() throws {
        let text = "command: [bin/backlog, --all], env: [QUEUE_URL], every: 10s, timeout: 3s"
        let criterion = try criterion("backlog: { above: 1, staleness: 15s, from: { \(text) } }")
        let query = CommandQuery(
            arguments: ["/plans/bin/backlog", "--all"],
            variables: ["QUEUE_URL"]
        )
        let inquiry = Inquiry(.command(query), every: .seconds(10), timeout: .seconds(3))
        #expect(criterion.measure == .sharedLevel(.inquiry(inquiry), unit: "jobs"))
    }

    @Test(arguments: [
        "redis: { server: r:6379, list: 'jobs-{revision}' }",
        "prometheus: { server: p:9090, query: memory, label: version }",
        "command: [count, '{revision}']",
    ])
    func `a question about a revision makes the level one for each`(from: String) throws {
        let measure = try criterion("memory: { above: 9, from: { \(from) } }").measure
        guard case .level = measure else {
            Issue.record("\(measure)")
            return
        }
    }

    @Test func `counters of another system are compared like those of instances`() throws {
        let criterion = try criterion(
            "webhookFailures: { from: { prometheus: { server: p:9090, query: failed_total, "
                + "over: sent_total, label: version } } }"
        )
        guard case .failureShare(.inquiry) = criterion.measure else {
            Issue.record("\(criterion.measure)")
            return
        }
    }
}
