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

/// Where a criterion's numbers come from, when the router's records do not give them.
package enum MetricOrigin: Sendable, Hashable {
    /// The instances themselves, each asked for its OpenMetrics text.
    case openMetrics(OpenMetricsQuery)
    /// Something outside the service, such as a database or a queue.
    case inquiry(Inquiry)

    /// Whether the origin itself tells the revisions apart; nil when the measure has to say.
    package var isPerRevision: Bool? {
        if case .inquiry(let inquiry) = self { inquiry.source.isPerRevision } else { nil }
    }
}

/// Stored flat for instances, as it was before there were other origins: journals of then must be
/// readable, and of now by what was then.
extension MetricOrigin: Codable {
    private enum Keys: String, CodingKey {
        case inquiry
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Keys.self)
        if let inquiry = try container.decodeIfPresent(Inquiry.self, forKey: .inquiry) {
            self = .inquiry(inquiry)
        } else {
            self = .openMetrics(try OpenMetricsQuery(from: decoder))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        switch self {
        case .openMetrics(let query): try query.encode(to: encoder)
        case .inquiry(let inquiry):
            var container = encoder.container(keyedBy: Keys.self)
            try container.encode(inquiry, forKey: .inquiry)
        }
    }
}
