/// What came of all runs of one row.
struct RowResult: Sendable, Codable {
    /// The row's name.
    var name: String
    /// The row's group.
    var group: Group
    /// Simulated releases.
    var runs: Int
    /// What the judge did.
    var judge: Stopping
    /// Holds of the judge, rollbacks included.
    var holds: Stopping
    /// The median second by which "not twice as many errors" was shown; nil when it mostly was not.
    var medianCleared: Double?
    /// The median of failed requests beyond the baseline's share; nil where nothing fails more.
    var extraFailed: Double?
    /// The information bound in seconds.
    var bound: Double?
    /// What the peers did, on the first runs.
    var peers: [Peer: Stopping]
    /// Every bar in words, and whether it is met.
    var bars: [BarResult]

    /// The median time to rollback in multiples of the bound.
    var ratio: Double? {
        guard let bound, let median = judge.median else { return nil }
        return median / bound
    }
}

/// A bar and whether it is met.
struct BarResult: Sendable, Codable, Hashable {
    /// The bar in words, with its unit.
    var text: String
    /// Whether the row meets it.
    var isMet: Bool
}

/// How often and how soon one rule stops the releases of one row.
struct Stopping: Sendable, Codable {
    /// Releases the rule judged.
    var runs: Int
    /// The share it stopped with a reason: after the onset, where the release is worse.
    var found: Double
    /// The share it stopped without a reason.
    var stoppedWrongly: Double
    /// Seconds from onset to stop in the middle run; nil when that run was not stopped.
    var median: Double?
    /// Seconds from onset to stop that 90% of runs do not exceed; nil when fewer were stopped.
    var p90: Double?

    /// Counts stops, given in seconds since the release began.
    init(_ stops: [Int?], isWorse: Bool, onset: Int) {
        runs = stops.count
        let count = Double(max(1, runs))
        let delays = stops.map { stop -> Double in
            guard isWorse, let stop, stop > onset else { return .infinity }
            return Double(stop - onset)
        }.sorted()
        let good = stops.count { stop in stop.map { !isWorse || $0 <= onset } ?? false }
        found = Double(delays.count { $0.isFinite }) / count
        stoppedWrongly = Double(good) / count
        median = Self.finite(Self.median(sorted: delays))
        p90 = delays.isEmpty ? nil : Self.finite(delays[(runs * 9 + 9) / 10 - 1])
    }

    /// The middle value, or the mean of the middle two; infinite when either is.
    static func median(sorted values: [Double]) -> Double {
        guard !values.isEmpty else { return .infinity }
        let middle = values.count / 2
        return values.count % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2
    }

    private static func finite(_ value: Double) -> Double? { value.isFinite ? value : nil }
}
