import RolloutCore

/// Where a metric's numbers come from, while its keys are being read.
struct OriginDraft {
    var family: String?
    var over: String?
    var areCounters: Bool?
    var prometheus: PrometheusQuery?
    var postgres: PostgresQuery?
    var redis: RedisDraft?
    var rabbitMQ: RabbitMQQuery?
    var http: JSONQuery?
    var command: [String]?
    /// Variables the command gets.
    var variables: [String] = []
    var every: Duration?
    var timeout: Duration?

    /// The keys of the sources that were given, of which there should be one.
    var given: [String] {
        [
            ("openmetrics", family != nil), ("prometheus", prometheus != nil),
            ("postgres", postgres != nil), ("redis", redis != nil),
            ("rabbitmq", rabbitMQ != nil), ("http", http != nil), ("command", command != nil),
        ].filter(\.1).map(\.0)
    }

    /// What is asked outside the service; nil when the instances are asked.
    var source: InquirySource? {
        if let prometheus { return .prometheus(prometheus) }
        if let postgres { return .postgres(postgres) }
        if let redis { return .redis(redis.query) }
        if let rabbitMQ { return .rabbitMQ(rabbitMQ) }
        if let http { return .http(http) }
        return command.map { .command(CommandQuery(arguments: $0, variables: variables)) }
    }

    /// The finished origin.
    var origin: MetricOrigin {
        guard let source else {
            return .openMetrics(OpenMetricsQuery(family: family ?? "", over: over))
        }
        var inquiry = Inquiry(source)
        if let every { inquiry.every = every }
        if let timeout { inquiry.timeout = timeout }
        return .inquiry(inquiry)
    }

    /// Whether it gives a part with its whole; nil when it gives what is wanted of it.
    var isShare: Bool? {
        switch source {
        case nil: over != nil
        case .prometheus(let query): query.over != nil
        case .postgres(let query): query.query == nil || query.over != nil
        case .redis, .rabbitMQ: false
        case .http(let query): query.over != nil
        case .command: nil
        }
    }
}

/// A question to Redis, while its keys are being read.
struct RedisDraft {
    var query = RedisQuery(server: "", key: "")
    var list: String? { didSet { if let list { query.key = list } } }
    var stream: String? { didSet { if let stream { query.key = stream } } }
}
