import RolloutCore

extension PlanSections {
    /// What is judged when the file says nothing about metrics: what every router can tell.
    static var defaultCriteria: [Criterion] {
        [errorRate, latency(.p95, 0.95), latency(.p99, 0.99)]
    }

    private static var errorRate: Criterion {
        Criterion(.errorRate, .errorRate, tolerate: 10, above: 5)
    }

    private static func latency(_ name: MetricName, _ quantile: Double) -> Criterion {
        Criterion(name, .latency(quantile: quantile), tolerate: 10, atLeast: 50)
    }

    /// Every metric with its criterion's defaults, in the order of the release model's section 5.
    static var metrics: Section<[Criterion]> {
        let median = MetricName(rawValue: "p50 latency")
        let webhooks = OpenMetricsQuery(family: "webhook_failures", over: "webhook_deliveries")
        let pool = OpenMetricsQuery(family: "db_connections_used", over: "db_connections_limit")
        let jobs = Measure.sharedLevel(OpenMetricsQuery(family: "jobs_waiting"), unit: "jobs")
        let keys = [
            metric("errorRate", errorRate, failedRequests, "Requests answered 5xx or not at all."),
            metric("p50", latency(median, 0.5), quantile, "The median of request times."),
            metric("p95", latency(.p95, 0.95), quantile, "95% of requests are faster."),
            metric("p99", latency(.p99, 0.99), quantile, "99% of requests are faster."),
            metric(
                "backlog",
                Criterion(.backlog, jobs, minimumSamples: 5),
                level,
                "Jobs waiting in a queue that both revisions share."
            ),
            metric(
                "webhookFailures",
                Criterion(
                    .webhookFailures,
                    .failureShare(webhooks),
                    worseBy: 1,
                    minimumSamples: 30
                ),
                share(from: .share),
                "Webhook deliveries that were not accepted."
            ),
            metric(
                "connections",
                Criterion(.connections, .saturation(pool), above: 85, minimumSamples: 5),
                saturation,
                "Database connections used, as a share of the limit."
            ),
        ]
        return Section(
            keys: keys,
            others: Others(pattern: otherPattern, schema: other("").schema) { entry in
                otherMetric(entry, known: keys.map(\.name))
            },
            rules: [
                Rule(at: "") { criteria in
                    guard criteria.isEmpty else { return nil }
                    return "`metrics` is empty, so nothing would be judged. Remove it for error "
                        + "rate, p95 and p99 with their defaults, or name what to judge."
                }
            ]
        )
    }

    private static func metric(
        _ name: String,
        _ start: Criterion,
        _ section: Section<Criterion>,
        _ note: String
    ) -> Key<[Criterion]> {
        Key(
            name: name,
            note: note,
            expected: section.expected,
            schema: section.schema,
            paths: [name] + section.paths.map { "\(name).\($0)" }
        ) { node, criteria, reading in
            var criterion = start
            section.read(node, into: &criterion, &reading)
            criteria.append(criterion.settled)
        }
    }

    // MARK: - Families of metrics

    /// A share of failed requests, judged by evidence gathered on its difference to stable.
    private static var failedRequests: Section<Criterion> {
        Section(
            keys: [tolerance("higher"), points(\.worseBy), ceiling(\.above)] + commonKeys(\.self),
            rules: commonRules(\.self)
        )
    }

    private static func tolerance(_ word: String) -> Key<Criterion> {
        Key(
            "tolerate",
            \.tolerate,
            Kind<Double>.percent("a share of stable's value, such as 10%", upTo: 1_000).orOff,
            "How much \(word) than stable's is no regression; evidence decides beyond it."
        )
    }

    /// A share of failures, compared with stable in percentage points.
    private static func share(from shape: Shape) -> Section<Criterion> {
        Section(
            keys: [points(\.worseBy), ceiling(\.above)] + fromKeys(shape) + commonKeys(\.self),
            rules: commonRules(\.self) + inquiryRules(\.self)
        )
    }

    /// A use of a limit, which has a ceiling only.
    private static var saturation: Section<Criterion> {
        Section(
            keys: [ceiling(\.above)] + fromKeys(.share) + commonKeys(\.self),
            rules: commonRules(\.self) + inquiryRules(\.self)
        )
    }

    /// A quantile of request times, compared with stable in percent of it.
    private static var quantile: Section<Criterion> {
        Section(
            keys: [
                tolerance("slower"),
                Key(
                    "worseBy",
                    \.worseBy,
                    Kind<Double>.percent("a share of stable's value, such as 25%", upTo: 10_000)
                        .orOff,
                    "A plain limit: how much slower than stable it may be."
                ),
                Key(
                    "atLeast",
                    \.atLeast,
                    Kind<Double>.latency,
                    "The least difference that counts, however many percent it is."
                ),
                Key(
                    "above",
                    \.above,
                    Kind<Double>.latency.orOff,
                    "The time it may not exceed whatever stable does."
                ),
            ] + commonKeys(\.self),
            rules: commonRules(\.self) + [
                Rule(at: "atLeast", "tolerate", "worseBy") { criterion in
                    guard criterion.worseBy == nil, criterion.tolerate == nil,
                        criterion.atLeast != 50
                    else { return nil }
                    return "`atLeast` belongs to `tolerate` and `worseBy`, which are off. Remove "
                        + "`atLeast`."
                }
            ]
        )
    }

    /// A number such as the length of a queue, which has a ceiling only.
    private static var level: Section<Criterion> {
        Section(
            keys: [
                Key(
                    "above",
                    \.above,
                    Kind<Double>.number("a number, such as 500", upTo: 1e12).orOff,
                    "What it may not exceed."
                ),
                Key("unit", \.levelUnit, unit, "What it is counted in."),
                Key(
                    "perRevision",
                    \.isPerRevision,
                    .flag,
                    "Whether each revision has its own instead of a shared one."
                ),
            ] + fromKeys(.level) + commonKeys(\.self),
            rules: commonRules(\.self) + inquiryRules(\.self) + [
                Rule(at: "perRevision", "from") { criterion in
                    guard criterion.isPerRevision, criterion.measure.origin?.isPerRevision == false
                    else { return nil }
                    return oneForBoth
                }
            ]
        )
    }
}
