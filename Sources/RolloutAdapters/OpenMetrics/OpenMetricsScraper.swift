package import RolloutCore
package import RolloutEngine

/// Reads the numbers that instances offer themselves.
///
/// Asked about once a second. It remembers the counters of the last time, so one scraper belongs to
/// one stream of samples.
package actor OpenMetricsScraper {
    /// How long one instance may take to answer.
    package static let limit = Duration.milliseconds(800)

    private var history = CounterHistory()

    /// A scraper that has seen nothing: shares of failures come with the second reading.
    package init() {}

    /// One reading for each criterion and arm that could be measured now, all instances asked at
    /// the same time.
    ///
    /// What is missing, not a number, or was counted by a process that has started anew since
    /// gives no reading: never a zero. Criteria that the router's records answer are passed over.
    package func readings(for criteria: [Criterion], roster: Roster) async -> [Reading] {
        let criteria = criteria.filter { $0.measure.query != nil }
        guard !criteria.isEmpty else { return [] }
        let scrapes = await Self.scrapes(of: roster)
        history.keep(only: Set(scrapes.map(\.member.id)))
        return criteria.flatMap { readings(for: $0, scrapes) }
    }

    /// Whether each criterion has data from stable now; without stable, from any instance.
    ///
    /// For a share of failures, that both counters are there: their difference takes two readings.
    package func preflight(_ criteria: [Criterion], roster: Roster) async -> [Check] {
        let criteria = criteria.filter { $0.measure.query != nil }
        guard !criteria.isEmpty else { return [] }
        let start = ContinuousClock.now
        let stable = roster.members.filter { $0.arm == .stable }
        let scrapes = await Self.scrapes(of: Roster(stable.isEmpty ? roster.members : stable))
        let took = start.duration(to: .now)
        return criteria.map { criterion in
            let finding = OpenMetricsFinding(criterion, scrapes)
            return Check(
                name: "metric \(criterion.metric)",
                passed: finding.passed,
                finding: finding.words,
                took: took
            )
        }
    }

    private static func scrapes(of roster: Roster) async -> [OpenMetricsScrape] {
        let members = roster.members.filter { $0.metricsPath != nil }
        let outcomes = await HTTPClient.outcomes(of: members.map(request))
        return zip(members, outcomes).map { OpenMetricsScrape($0, $1) }
    }

    private static func request(for member: Roster.Member) -> HTTPRequest {
        var request = HTTPRequest(
            endpoint: member.endpoint,
            path: member.metricsPath ?? "/metrics",
            timeout: limit
        )
        request.accept = "application/openmetrics-text; version=1.0.0, text/plain; version=0.0.4"
        request.bodyLimit = OpenMetricsText.byteLimit
        request.overflow = .fail
        return request
    }

    private func readings(
        for criterion: Criterion,
        _ scrapes: [OpenMetricsScrape]
    ) -> [Reading] {
        let metric = criterion.metric
        guard let query = criterion.measure.query else { return [] }
        switch criterion.measure {
        case .errorRate, .latency: return []
        case .failureShare:
            let parts = scrapes.compactMap { scrape in
                difference(metric, query, scrape).map { (scrape.member.arm, $0) }
            }
            return Self.shares(metric, parts)
        case .saturation:
            let parts = scrapes.compactMap { scrape in
                scrape.counts(query).map { (scrape.member.arm, $0) }
            }
            return Self.shares(metric, parts.filter { $0.1.whole > 0 })
        case .sharedLevel:
            let top = scrapes.compactMap { $0.level(query) }.max()
            return top.map { [Reading(metric: metric, arm: nil, value: $0)] } ?? []
        case .level:
            return Arm.allCases.compactMap { arm in
                scrapes.filter { $0.member.arm == arm }.compactMap { $0.level(query) }.max()
                    .map { Reading(metric: metric, arm: arm, value: $0) }
            }
        }
    }

    private func difference(
        _ metric: MetricName,
        _ query: OpenMetricsQuery,
        _ scrape: OpenMetricsScrape
    ) -> CounterHistory.Counts? {
        guard let counts = scrape.counts(query) else { return nil }
        return history.difference(
            of: metric,
            at: scrape.member.id,
            process: scrape.process,
            now: counts
        )
    }

    /// Part and whole of each arm that has any.
    private static func shares(
        _ metric: MetricName,
        _ parts: [(Arm, CounterHistory.Counts)]
    ) -> [Reading] {
        Arm.allCases.compactMap { arm in
            let own = parts.filter { $0.0 == arm }.map(\.1)
            guard !own.isEmpty else { return nil }
            return Reading(
                metric: metric,
                arm: arm,
                value: own.reduce(0) { $0 + $1.part },
                whole: own.reduce(0) { $0 + $1.whole }
            )
        }
    }
}
