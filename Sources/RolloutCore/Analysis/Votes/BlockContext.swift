/// What every stream must know of the second under way.
struct BlockContext {
    /// The configured share of the canary.
    var weight: Double
    /// The first second whose votes are heard beside crash votes; nil while that is unknown.
    var heardFrom: Int?
    var startMass: StartMass
    /// The bucket beyond which requests are slow, for p99, p95 and p50; nil while unknown.
    var limits: [Int?]
    /// How many buckets further a request of the canary must be to count as slow.
    var margin: Int
    /// The counts of the strata by their slot, rising; empty when not broken down.
    var strata: [(slot: Int, arms: ArmPair)] = []

    func limit(of metric: JudgedMetric) -> Int? {
        switch metric {
        case .errors: nil
        case .p99: limits[0]
        case .p95: limits[1]
        case .p50: limits[2]
        }
    }

    /// Whether a block of the stream that began in that second may vote.
    ///
    /// At a weight of 0 there is no canary, at 1 no concurrent control; a crash is heard anyway.
    func hears(_ name: StreamName, from start: Int) -> Bool {
        if name.kind == .crash { return true }
        guard let heardFrom, weight > 0, weight < 1 else { return false }
        return start >= heardFrom
    }
}
