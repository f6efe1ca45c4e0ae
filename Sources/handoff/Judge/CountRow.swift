import RolloutCore

/// One row of a file of counts: what one group, or one slice of it, had in one second.
struct CountRow: Hashable, Sendable {
    /// Whole seconds from any beginning, such as 1970.
    var second: Int
    var group: Arm
    /// The instance, or any other part of the group; empty where the file knows none.
    var slice: String
    /// The canary's configured share of the requests, 0 through 1; nil where the row has none.
    var weight: Double?
    var requests: Int
    var errors: Int
    /// How many requests took at most so many milliseconds, rising; empty where not measured.
    var latency: [Bound]
    /// Where it stands in the file.
    var line: Int

    /// Requests that took at most `most` milliseconds; the last one is infinite and counts all.
    struct Bound: Hashable, Sendable {
        var most: Double
        var requests: Int
    }

    /// What the judge looks at.
    ///
    /// A request counts at the upper bound of its bucket; one beyond the last finite bound counts
    /// as twice that, because how long it took is not known.
    var counts: ArmCounts {
        guard !latency.isEmpty else { return ArmCounts(requests: requests, errors: errors) }
        var tally = LatencyTally()
        var (below, last) = (0, 0.0)
        for bound in latency {
            let most = bound.most.isFinite ? bound.most : 2 * last
            tally.add(milliseconds: most, count: bound.requests - below)
            (below, last) = (bound.requests, most)
        }
        return ArmCounts(requests: requests, errors: errors, latency: tally)
    }
}
