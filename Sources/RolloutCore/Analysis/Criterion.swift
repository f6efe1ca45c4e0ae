/// The name of a metric, as plan and screen spell it: `error rate`, `p99 latency`.
package struct MetricName: RawRepresentable, Sendable, Hashable, Codable, CustomStringConvertible {
    /// The words themselves.
    package let rawValue: String

    /// A metric of that name.
    package init(rawValue: String) { self.rawValue = rawValue }

    package var description: String { rawValue }

    /// Share of requests answered 5xx or not at all.
    package static let errorRate = MetricName(rawValue: "error rate")
    /// 95th percentile of the time from accepted request to last byte.
    package static let p95 = MetricName(rawValue: "p95 latency")
    /// 99th percentile of the same.
    package static let p99 = MetricName(rawValue: "p99 latency")
    /// Jobs waiting in the queue.
    package static let backlog = MetricName(rawValue: "queue backlog")
    /// Share of genuine webhook deliveries that were not accepted.
    package static let webhookFailures = MetricName(rawValue: "webhook failures")
    /// Database connections used, as a share of the limit.
    package static let connections = MetricName(rawValue: "db connections")
}

/// Where instances offer a number, in OpenMetrics text.
package struct OpenMetricsQuery: Sendable, Hashable, Codable {
    /// The name of the metric as exposed, such as `jobs_waiting`.
    package var family: String
    /// For shares: the name of what it is a part of, such as `db_connections_limit`.
    package var over: String?

    /// The names in the instances' text.
    package init(family: String, over: String? = nil) {
        self.family = family
        self.over = over
    }
}

/// What a criterion looks at.
package enum Measure: Sendable, Hashable, Codable {
    /// Share of failed requests, in percent, from the router's records.
    case errorRate
    /// A quantile of request time, in milliseconds, from the router's records.
    case latency(quantile: Double)
    /// Two counters per revision, judged as a share of failures in percent.
    case failureShare(OpenMetricsQuery)
    /// A used and a limit per revision, judged as a share in percent.
    case saturation(OpenMetricsQuery)
    /// A level both revisions share, such as a queue: the largest value any instance offers.
    case sharedLevel(OpenMetricsQuery, unit: String)
    /// A level per revision: the largest value any instance of it offers.
    case level(OpenMetricsQuery, unit: String)

    /// The query to scrape from instances; nil for what the router's records give.
    package var query: OpenMetricsQuery? {
        switch self {
        case .errorRate, .latency: nil
        case .failureShare(let query), .saturation(let query): query
        case .sharedLevel(let query, _), .level(let query, _): query
        }
    }

    /// The unit values and limits are in: `%`, `ms`, or what the plan says.
    package var unit: String {
        switch self {
        case .errorRate, .failureShare, .saturation: "%"
        case .latency: "ms"
        case .sharedLevel(_, let unit), .level(_, let unit): unit
        }
    }

    /// Whether canary and stable are compared over the same seconds.
    package var isCompared: Bool {
        switch self {
        case .errorRate, .latency, .failureShare: true
        case .saturation, .sharedLevel, .level: false
        }
    }
}

/// What a criterion that is worse does to the release.
package enum OnWorse: String, Sendable, Hashable, Codable {
    /// Return all traffic at once.
    case rollback
    /// Stay at this weight and ask a person.
    case hold
    /// Say it loudly and go on waiting at the gate.
    case page
}

/// Metric, tolerated difference, least samples, and what silence means.
package struct Criterion: Sendable, Hashable, Codable {
    /// What it is called in the plan and on screen.
    package var metric: MetricName
    /// What it looks at.
    package var measure: Measure
    /// How much worse than stable the canary may be: percentage points for shares, percent of
    /// stable's value for latency.
    ///
    /// Nil compares nothing.
    package var worseBy: Double?
    /// The least absolute difference, in milliseconds, that counts for latency.
    package var atLeast: Double?
    /// The ceiling, in the measure's unit, that may not be exceeded whatever stable does.
    package var above: Double?
    /// Least requests (deliveries, readings) of the canary in the window before anything is said.
    package var minimumSamples: Int
    /// How far back the window reaches.
    @InMicroseconds package var window: Duration
    /// How old the newest number may be before the verdict is unmeasured.
    @InMicroseconds package var staleness: Duration
    /// What happens when it is worse.
    package var onWorse: OnWorse
    /// Judged and shown, without effect on the release.
    package var isObserveOnly: Bool

    /// A criterion with the defaults of the release model.
    package init(
        _ metric: MetricName,
        _ measure: Measure,
        worseBy: Double? = nil,
        atLeast: Double? = nil,
        above: Double? = nil,
        minimumSamples: Int = 100,
        onWorse: OnWorse = .rollback
    ) {
        self.metric = metric
        self.measure = measure
        self.worseBy = worseBy
        self.atLeast = atLeast
        self.above = above
        self.minimumSamples = minimumSamples
        window = .seconds(60)
        staleness = .seconds(5)
        self.onWorse = onWorse
        isObserveOnly = false
    }
}
