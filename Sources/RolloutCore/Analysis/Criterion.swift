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

/// What a criterion looks at.
package enum Measure: Sendable, Hashable, Codable {
    /// Share of failed requests, in percent, from the router's records.
    case errorRate
    /// A quantile of request time, in milliseconds, from the router's records.
    case latency(quantile: Double)
    /// Two counters per revision, judged as a share of failures in percent.
    case failureShare(MetricOrigin)
    /// A used and a limit, judged as a share in percent.
    case saturation(MetricOrigin)
    /// A level both revisions share, such as a queue: the largest value that is offered.
    case sharedLevel(MetricOrigin, unit: String)
    /// A level per revision: the largest value that is offered for it.
    case level(MetricOrigin, unit: String)

    /// Where the numbers come from; nil for what the router's records give.
    package var origin: MetricOrigin? {
        switch self {
        case .errorRate, .latency: nil
        case .failureShare(let origin), .saturation(let origin): origin
        case .sharedLevel(let origin, _), .level(let origin, _): origin
        }
    }

    /// The names to look for in the instances' text; nil when the numbers are not there.
    package var query: OpenMetricsQuery? {
        if case .openMetrics(let query) = origin { query } else { nil }
    }

    /// What is asked outside the service; nil when nothing is.
    package var inquiry: Inquiry? {
        if case .inquiry(let inquiry) = origin { inquiry } else { nil }
    }

    /// Whether it is a level, which needs no requests on the canary to be judged.
    package var isLevel: Bool {
        switch self {
        case .saturation, .sharedLevel, .level: true
        case .errorRate, .latency, .failureShare: false
        }
    }

    /// Whether one number stands for both revisions.
    package var isShared: Bool {
        switch self {
        case .errorRate, .latency, .failureShare, .level: false
        case .saturation(let origin): origin.isPerRevision == false
        case .sharedLevel: true
        }
    }

    /// Two counters that instances offer.
    package static func failureShare(_ query: OpenMetricsQuery) -> Measure {
        .failureShare(.openMetrics(query))
    }

    /// A used and a limit that instances offer.
    package static func saturation(_ query: OpenMetricsQuery) -> Measure {
        .saturation(.openMetrics(query))
    }

    /// A level that instances offer and share.
    package static func sharedLevel(_ query: OpenMetricsQuery, unit: String) -> Measure {
        .sharedLevel(.openMetrics(query), unit: unit)
    }

    /// A level that each instance has of its own.
    package static func level(_ query: OpenMetricsQuery, unit: String) -> Measure {
        .level(.openMetrics(query), unit: unit)
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
    /// How much worse than stable, in percent of stable's value, is no regression.
    ///
    /// What is beyond is found by evidence gathered second by second, see ``ReleaseJudge``.
    ///
    /// For error rate and latency; nil gathers none.
    package var tolerate: Double?
    /// A plain limit on the difference to stable: percentage points for shares, percent of stable's
    /// value for latency.
    ///
    /// Nil sets none.
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
        tolerate: Double? = nil,
        worseBy: Double? = nil,
        atLeast: Double? = nil,
        above: Double? = nil,
        minimumSamples: Int = 100,
        onWorse: OnWorse = .rollback
    ) {
        self.metric = metric
        self.measure = measure
        self.tolerate = tolerate
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

extension Criterion {
    /// What its evidence is gathered on; nil when none is.
    var judged: JudgedMetric? {
        guard tolerate != nil else { return nil }
        switch measure {
        case .errorRate: return .errors
        case .latency(let quantile):
            return JudgedMetric.allCases.first { $0.quantile == quantile }
        case .failureShare, .saturation, .sharedLevel, .level: return nil
        }
    }
}
