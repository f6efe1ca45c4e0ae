import RolloutCore

/// One check repeated at its period, with at most one question under way.
struct ProbeLane {
    private let probe: Probe
    private let endpoint: String
    private var next: ContinuousClock.Instant
    private(set) var exchange: HTTPExchange?

    /// A lane whose first question is due at once.
    init(_ probe: Probe, endpoint: String, at now: ContinuousClock.Instant) {
        self.probe = probe
        self.endpoint = endpoint
        next = now
    }

    /// When there is something to do without anything having arrived.
    var due: ContinuousClock.Instant { exchange?.deadline ?? next }

    /// Has the next question asked no later than that.
    mutating func hasten(to moment: ContinuousClock.Instant) { next = min(next, moment) }

    /// Asks if it is time, goes on with what is under way, and returns an answer when there is one.
    mutating func advance(at now: ContinuousClock.Instant) -> HTTPOutcome? {
        if exchange == nil, now >= next {
            let request = HTTPRequest(
                endpoint: endpoint,
                path: probe.path,
                timeout: probe.timeout
            )
            exchange = HTTPExchange(request, at: now)
            // From the time due, which keeps the period on average; after a long answer, from now.
            next = max(next + probe.every, now)
        }
        exchange?.advance(at: now)
        guard let outcome = exchange?.outcome else { return nil }
        exchange = nil
        return outcome
    }
}
