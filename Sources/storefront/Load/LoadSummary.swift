/// What a load run has seen.
struct LoadSummary: Sendable {
    /// A request that did not end as it should.
    struct Failure: Sendable, Encodable, Equatable {
        /// Seconds from the start of the run at which the request was due.
        var at: Double
        var route: String
        var reason: String
    }

    /// The requests of one route.
    struct RouteCount: Sendable, Encodable, Equatable {
        var requests = 0
        var failed = 0
    }

    /// How many failures are kept in full; the others are counted by their reason.
    static let listedFailures = 1_000

    var askedRate = 0.0
    /// When the run began, in seconds since 1970, for comparing with what others have seen.
    var startedAt = 0.0
    /// Time in which requests were sent.
    var elapsed: Duration = .zero
    var routes: [RequestKind: RouteCount] = [:]
    var latencies = LatencyHistogram()
    /// Those of the reports, which are asked to take their time.
    var reportLatencies = LatencyHistogram()
    /// How much later than intended requests were sent, by our own doing.
    var lateness = LatencyHistogram()
    var failures: [Failure] = []
    var failuresByReason: [String: Int] = [:]
    /// Requests sent a second time, as their idle connection turned out to be closed.
    var reconnected = 0

    var requests: Int { routes.values.reduce(0) { $0 + $1.requests } }
    var failed: Int { routes.values.reduce(0) { $0 + $1.failed } }

    /// Requests a second over the time in which they were sent.
    var rate: Double {
        elapsed > .zero ? Double(requests) / (elapsed / .seconds(1)) : 0
    }

    mutating func recordSuccess(_ kind: RequestKind, latency: Duration) {
        routes[kind, default: RouteCount()].requests += 1
        switch kind {
        case .live: break  // as long as it was asked to be
        case .report: reportLatencies.record(latency)
        default: latencies.record(latency)
        }
    }

    mutating func recordFailure(_ kind: RequestKind, reason: String, at seconds: Double) {
        routes[kind, default: RouteCount()].requests += 1
        routes[kind, default: RouteCount()].failed += 1
        failuresByReason[reason, default: 0] += 1
        guard failures.count < Self.listedFailures else { return }
        failures.append(Failure(at: seconds, route: kind.rawValue, reason: reason))
    }
}
