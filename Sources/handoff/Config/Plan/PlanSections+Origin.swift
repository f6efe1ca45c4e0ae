import RolloutCore

/// The rows below `from`: the sources of numbers, of which each metric has one.
extension PlanSections {
    /// What a metric needs of its source.
    enum Shape {
        /// A part with its whole.
        case share
        /// One number.
        case level
        /// Either; it follows from the source.
        case any
    }

    /// The keys below `from`.
    static func origin(_ shape: Shape) -> Section<OriginDraft> {
        Section(keys: instanceKeys + inquiryKeys + paceKeys, rules: originRules(shape))
    }

    private static var instanceKeys: [Key<OriginDraft>] {
        [
            Key(
                "openmetrics",
                \.family,
                family("jobs_waiting"),
                "The name as instances expose it, without `_total`."
            ),
            Key("over", \.over, family("jobs_started"), "The name of what it is a part of."),
            Key(
                "counters",
                \.areCounters,
                .flag,
                "Whether both only rise; when absent, whether `worseBy` is given."
            ),
        ]
    }

    private static var inquiryKeys: [Key<OriginDraft>] {
        [
            Key("prometheus", \.prometheus, prometheus, "A query to a Prometheus server."),
            Key(
                "postgres",
                \.postgres,
                postgres,
                "Connections and their limit of a PostgreSQL server, or a query of yours."
            ),
            Key("redis", \.redis, redis, "A list, or a stream's group, of a Redis server."),
            Key("rabbitmq", \.rabbitMQ, rabbitMQ, "A queue of a RabbitMQ server."),
            Key("http", \.http, json, "A number in a JSON document."),
            Key(
                "command",
                \.command,
                .list(
                    "a list such as [bin/backlog, --queue, mails]",
                    of: .text("one argument of the command") { _ in true }
                ),
                "The arguments of a program that prints a number, or JSON with `value` and `over`."
            ),
            Key(
                "env",
                \.variables,
                .distinct("names of variables, such as [QUEUE_URL]", of: .variable),
                "Variables the command gets beside PATH, HOME and LANG."
            ),
        ]
    }

    private static var paceKeys: [Key<OriginDraft>] {
        [
            Key(
                "every",
                \.every,
                .duration(.seconds(1)...(.seconds(40)), such: "5s"),
                "Time between two questions, 1s when absent."
            ),
            Key(
                "timeout",
                \.timeout,
                .duration(.milliseconds(50)...(.seconds(60)), such: "800ms"),
                "How long an answer may take, 800ms when absent."
            ),
        ]
    }

    private static func originRules(_ shape: Shape) -> [Rule<OriginDraft>] {
        let names = ["openmetrics", "prometheus", "postgres", "redis", "rabbitmq", "http"]
            .map { "`\($0)`" }.joined(separator: ", ")
        return [
            Rule(at: "") { draft in
                draft.given.isEmpty
                    ? "`from` names no source. Write one of \(names) and `command`." : nil
            },
            Rule(at: "openmetrics", "prometheus", "postgres", "redis", "rabbitmq", "http") {
                guard $0.given.count > 1 else { return nil }
                let given = $0.given.map { "`\($0)`" }.spokenList
                return "a metric has one source, and here are \(given). Keep one."
            },
            Rule(at: "over") { draft in
                guard draft.over != nil, let source = draft.given.first, draft.family == nil
                else { return nil }
                return "`over` here goes with `openmetrics`. Write it under `\(source)` where "
                    + "that has one, or remove it."
            },
            Rule(at: "env") { draft in
                guard !draft.variables.isEmpty, draft.command == nil else { return nil }
                return "`env` goes with `command` only. Remove it."
            },
            Rule(at: "every", "timeout") { draft in
                guard draft.source == nil, draft.family != nil,
                    draft.every != nil || draft.timeout != nil
                else { return nil }
                return "instances are asked every second. Remove `every` and `timeout`."
            },
            Rule(at: "command") { draft in
                guard draft.command?.first == "" else { return nil }
                return "`command` begins with an empty text. Write the program first."
            },
            Rule(at: "") { draft in
                guard draft.given.count == 1, let isShare = draft.isShare else { return nil }
                return shapeProblem(shape, isShare: isShare, source: draft.given[0])
            },
        ]
    }

    private static func shapeProblem(_ shape: Shape, isShare: Bool, source: String) -> String? {
        switch (shape, isShare) {
        case (.share, false) where source == "redis" || source == "rabbitmq":
            "this metric is a share, and `\(source)` gives a number that is a part of nothing. "
                + "Name another source."
        case (.share, false):
            "this metric is a share, and nothing says what it is a part of. Add `over`."
        case (.level, true):
            "this metric is one number, and with `over` it would be a share. Remove `over`"
                + (source == "postgres" ? ", and write a `query`." : ".")
        default: nil
        }
    }
}
