package import RolloutCore
package import RolloutEngine

/// Measures the service: every second, the router's records and what all other sources say.
package struct ServiceMetrics: MetricSource {
    /// Reads the numbers of those criteria from those instances.
    ///
    /// Leaves out what it cannot read, and ends early when its task is cancelled.
    package typealias Scrape = @Sendable ([Criterion], Roster) async -> [Reading]

    /// Checks that those criteria have data from those instances now, one check each.
    package typealias Look = @Sendable ([Criterion], Roster) async -> [Check]

    let records: any TrafficRecords
    let scrape: Scrape
    let look: Look

    /// Time after a second's end at which its records are in.
    static let settling = Duration.milliseconds(250)
    /// Time after a second's end at which the instances' answers are no longer waited for.
    static let patience = Duration.milliseconds(900)
    /// How far back preflight looks for a request, and how long it waits for one.
    static let lookBack = Duration.seconds(3)

    /// A source that combines the router's records with what `scrape` reads; `look` answers for
    /// the latter in preflight.
    package init(
        records: any TrafficRecords,
        scrape: @escaping Scrape,
        look: @escaping Look
    ) {
        self.records = records
        self.scrape = scrape
        self.look = look
    }

    /// A source that combines the router's records with what instances offer and what is asked
    /// outside the service, all at the same time.
    package init(
        records: any TrafficRecords,
        instances: OpenMetricsScraper,
        inquiries: InquiryReader
    ) {
        self.init(
            records: records,
            scrape: { criteria, roster in
                async let offered = instances.readings(for: criteria, roster: roster)
                let asked = criteria.filter { $0.measure.inquiry != nil }
                return await inquiries.readings(for: asked, roster: roster) + offered
            },
            look: { criteria, roster in
                async let offered = instances.preflight(criteria, roster: roster)
                return await inquiries.preflight(criteria, roster: roster) + offered
            }
        )
    }

    package func samples(
        _ criteria: [Criterion],
        roster: @escaping @Sendable () -> Roster
    ) -> AsyncStream<Sample> {
        let scraped = criteria.filter { $0.measure.origin != nil }
        let cursor = SecondCursor()
        return AsyncStream(unfolding: { await self.next(cursor, scraped, roster)?.sample })
    }

    /// The same with the latencies of each instance, for a history of the service.
    package func observed(
        _ criteria: [Criterion],
        roster: @escaping @Sendable () -> Roster
    ) -> AsyncStream<ObservedSecond> {
        let scraped = criteria.filter { $0.measure.origin != nil }
        let cursor = SecondCursor()
        return AsyncStream(unfolding: { await self.next(cursor, scraped, roster) })
    }

    private func next(
        _ cursor: SecondCursor,
        _ criteria: [Criterion],
        _ roster: @Sendable () -> Roster
    ) async -> ObservedSecond? {
        let (second, isFirst) = cursor.advance(at: HAProxyClock.now)
        if isFirst { await records.beginRecords(with: second) }
        var sample = Sample(second: second)
        guard await Self.sleep(until: second + .seconds(1)) else { return nil }
        async let readings = readings(criteria, roster(), of: second)
        guard await Self.sleep(until: second + .seconds(1) + Self.settling) else { return nil }
        let traffic = await records.takeRecords(of: second)
        sample.stable = traffic.stable
        sample.canary = traffic.canary
        sample.instances = traffic.instances
        sample.lostRecords = traffic.lostRecords
        sample.hasTraffic = traffic.isWhole
        sample.readings = await readings
        return ObservedSecond(sample: sample, latencies: traffic.latencies)
    }

    /// What the instances say, as far as they say it in time.
    ///
    /// For a second that is long over, nothing: what they say now does not belong to it.
    private func readings(
        _ criteria: [Criterion],
        _ roster: Roster,
        of second: Timestamp
    ) async -> [Reading] {
        let left = second + .seconds(1) + Self.patience - HAProxyClock.now
        guard !criteria.isEmpty, left > .zero else { return [] }
        return await withTaskGroup(of: [Reading]?.self) { group in
            group.addTask { await scrape(criteria, roster) }
            group.addTask {
                try? await Task.sleep(for: left)
                return nil
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            return first ?? []
        }
    }

    /// Whether the moment was waited for; false when the consumer went away.
    private static func sleep(until moment: Timestamp) async -> Bool {
        let left = moment - HAProxyClock.now
        if left > .zero { try? await Task.sleep(for: left) }
        return !Task.isCancelled
    }
}
