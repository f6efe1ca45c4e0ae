/// What every stream must know of the second under way.
struct BlockContext {
    /// The configured share of the canary.
    var weight: Double
    /// The first second whose votes are heard beside crash votes; nil while that is unknown.
    var heardFrom: Int?
    var startMass: StartMass
    /// Beyond which buckets requests are slow, in the order of ``SlowLimits/metrics``; nil while
    /// unknown.
    var limits: [ArmLimits?]
    /// The counts of the strata by their slot, rising; empty when not broken down.
    var strata: [(slot: Int, arms: ArmPair)] = []

    func limits(of metric: JudgedMetric) -> ArmLimits? {
        SlowLimits.metrics.firstIndex(of: metric).flatMap { limits[$0] }
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

/// The buckets beyond which requests of each revision are slow.
struct ArmLimits: Sendable, Hashable, Codable {
    var canary: Int
    var baseline: Int
}
