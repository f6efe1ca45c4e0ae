/// What both revisions had in one block of seconds: events of one kind, and requests.
///
/// Real numbers, because sums of extreme counts must not trap and because a standardised
/// baseline (see ``BlockCounts/standardised(_:)``) is no whole number.
package struct BlockCounts: Sendable, Hashable, Codable {
    /// Errors or slow requests of the canary.
    package var canaryEvents: Double
    /// Errors or slow requests of the baseline.
    package var baselineEvents: Double
    /// Requests of the canary.
    package var canaryRequests: Double
    /// Requests of the baseline.
    package var baselineRequests: Double

    /// The counts of a block; nothing by default.
    package init(
        canaryEvents: Double = 0,
        baselineEvents: Double = 0,
        canaryRequests: Double = 0,
        baselineRequests: Double = 0
    ) {
        self.canaryEvents = canaryEvents
        self.baselineEvents = baselineEvents
        self.canaryRequests = canaryRequests
        self.baselineRequests = baselineRequests
    }

    /// Events of both revisions.
    package var events: Double { canaryEvents + baselineEvents }

    /// Requests of both revisions.
    package var requests: Double { canaryRequests + baselineRequests }

    /// The canary's events per request; 0 without requests.
    package var canaryRate: Double { canaryEvents / max(canaryRequests, 1) }

    /// The baseline's events per request; 0 without requests.
    package var baselineRate: Double { baselineEvents / max(baselineRequests, 1) }

    /// Adds another block's counts.
    package mutating func add(_ other: BlockCounts) {
        canaryEvents += other.canaryEvents
        baselineEvents += other.baselineEvents
        canaryRequests += other.canaryRequests
        baselineRequests += other.baselineRequests
    }

    /// The counts of several strata as one, with the baseline at the canary's mix of strata.
    ///
    /// Direct standardisation: the baseline's rate is what it would be if it had the canary's mix,
    /// and its requests are the number that gives that rate the same variance. Without it, a canary
    /// that merely gets more of an error-prone route would look worse. Requests of the canary in
    /// strata where the baseline had none are left out: there is nothing to compare them with.
    /// A single stratum comes back unchanged.
    package static func standardised(_ strata: [BlockCounts]) -> BlockCounts {
        if strata.count == 1, let only = strata.first { return only }
        let compared = strata.filter { $0.baselineRequests > 0 }
        let requests = compared.reduce(0) { $0 + $1.canaryRequests }
        guard requests > 0 else {
            return strata.reduce(into: BlockCounts()) { $0.add($1) }
        }
        var rate = 0.0
        var variance = 0.0
        for stratum in compared {
            let part = stratum.canaryRequests / requests
            rate += part * stratum.baselineRate
            variance += part * part / stratum.baselineRequests
        }
        return BlockCounts(
            canaryEvents: compared.reduce(0) { $0 + $1.canaryEvents },
            baselineEvents: rate / variance,
            canaryRequests: requests,
            baselineRequests: 1 / variance
        )
    }
}
