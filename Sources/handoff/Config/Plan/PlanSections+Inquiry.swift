import RolloutCore

/// The sources outside the service, each with its keys.
extension PlanSections {
    static var prometheus: Kind<PrometheusQuery> {
        let start = PrometheusQuery(server: WebPlace(endpoint: ""), query: "")
        let section = Section<PrometheusQuery>(
            keys: [
                server(\.server, "127.0.0.1:9090"),
                Key(
                    "query",
                    \.query,
                    question("PromQL such as 'sum(jobs_waiting)'"),
                    isRequired: true,
                    "PromQL that gives the number; for counters without `rate` and `sum`."
                ),
                Key(
                    "over",
                    \.over,
                    question("PromQL such as 'sum(jobs_limit)'"),
                    "PromQL of what it is a part of."
                ),
                Key(
                    "label",
                    \.label,
                    .text(
                        "the name of a label, such as version",
                        pattern: "^[A-Za-z_][A-Za-z0-9_]*$"
                    ) { $0.wholeMatch(of: #/[A-Za-z_][A-Za-z0-9_]*/#) != nil },
                    "The label that has a revision's label, or an instance's address, as value."
                ),
            ] + accessKeys(\.server.access, hasToken: true),
            rules: accessRules(\.server.access)
        )
        return .section(start, section)
    }

    static var postgres: Kind<PostgresQuery> {
        let start = PostgresQuery(server: "", database: "")
        let section = Section<PostgresQuery>(
            keys: [
                Key(
                    "server",
                    \.server,
                    .text(
                        "a host and a port such as 127.0.0.1:5432, or a socket's folder",
                        isQuiet: true
                    ) { $0.hasPrefix("/") || isHostAndPort($0) },
                    isRequired: true,
                    "Host and port, or the folder of the server's socket."
                ),
                Key(
                    "database",
                    \.database,
                    // A text with `=` would be taken for a whole connection string.
                    .text("the name of a database", isQuiet: true) {
                        !$0.isEmpty && !$0.contains(/[=\/:@]/)
                    },
                    isRequired: true,
                    "The database to connect to."
                ),
                Key("tls", \.requiresTLS, .flag, "Whether a connection without TLS is refused."),
                Key(
                    "query",
                    \.query,
                    question("SQL such as 'select count(*) from jobs'"),
                    "SQL that gives one number, run read-only; the connections when absent."
                ),
                Key(
                    "over",
                    \.over,
                    question("SQL that gives one number"),
                    "SQL of what it is a part of; the connections' limit when absent."
                ),
            ] + accessKeys(\.access, hasToken: false),
            rules: accessRules(\.access)
        )
        return .section(start, section)
    }

    static var rabbitMQ: Kind<RabbitMQQuery> {
        let start = RabbitMQQuery(server: WebPlace(endpoint: ""), queue: "")
        let section = Section<RabbitMQQuery>(
            keys: [
                server(\.server, "127.0.0.1:15672"),
                Key("queue", \.queue, key("mails"), isRequired: true, "The queue's name."),
                Key("vhost", \.virtualHost, key("/"), "The virtual host, `/` when absent."),
                count(\.count),
            ] + accessKeys(\.server.access, hasToken: false),
            rules: accessRules(\.server.access)
        )
        return .section(start, section)
    }

    static var json: Kind<JSONQuery> {
        let start = JSONQuery(server: WebPlace(endpoint: ""), value: "")
        let section = Section<JSONQuery>(
            keys: [
                Key(
                    "url",
                    \.server.address,
                    address("http://127.0.0.1:8080/stats"),
                    isRequired: true,
                    "Where the document is, over http."
                ),
                Key(
                    "value",
                    \.value,
                    way("queues[0].waiting"),
                    isRequired: true,
                    "The way to the number."
                ),
                Key("over", \.over, way("queues[0].limit"), "The way to what it is a part of."),
            ] + accessKeys(\.server.access, hasToken: true),
            rules: accessRules(\.server.access)
        )
        return .section(start, section)
    }

    static var redis: Kind<RedisDraft> {
        let section = Section<RedisDraft>(
            keys: [
                Key(
                    "server",
                    \.query.server,
                    .text("a host and a port, such as 127.0.0.1:6379", isQuiet: true) {
                        isHostAndPort($0)
                    },
                    isRequired: true,
                    "Host and port."
                ),
                Key("database", \.query.database, .whole(0...10_000), "Its number, 0 when absent."),
                Key("list", \.list, key("jobs"), "The key of a list, whose length is the number."),
                Key("stream", \.stream, key("mails"), "The key of a stream."),
                Key("group", \.query.group, key("senders"), "The group that reads the stream."),
                count(\.query.count),
            ] + accessKeys(\.query.access, hasToken: false),
            rules: accessRules(\.query.access) + redisRules
        )
        return .section(RedisDraft(), section)
    }

    private static var redisRules: [Rule<RedisDraft>] {
        [
            Rule(at: "list", "stream") { draft in
                guard (draft.list == nil) == (draft.stream == nil) else { return nil }
                return "`redis` needs `list`, or `stream` with `group`. Write one of them."
            },
            Rule(at: "group", "stream") { draft in
                guard (draft.query.group == nil) != (draft.stream == nil) else { return nil }
                return "`stream` and `group` go together: each group has its own jobs. Write "
                    + "both, or neither."
            },
            Rule(at: "count", "list") { draft in
                guard draft.list != nil, draft.query.count != .waiting else { return nil }
                return "a list holds jobs that wait and no others. Remove `count`."
            },
        ]
    }
}
