/// How many times worse a metric is, gathered for people in chunks of ten seconds or more.
///
/// The 121 logarithms of a ``RatioRange`` are too dear for every second, and nobody reads that fast.
struct EffectRange: Sendable, Hashable, Codable {
    private static let chunk = 10

    private var range: RatioRange
    private var running = RunningShare()
    private var pending = BlockCounts()
    private var seconds = 0
    private var weight = 0.0

    init(dispersion: Double) {
        range = RatioRange(dispersion: dispersion)
    }

    mutating func add(_ block: BlockCounts, seconds: Int, weight: Double) {
        if weight != self.weight { settle() }
        self.weight = weight
        pending.add(block)
        self.seconds += seconds
        if self.seconds >= Self.chunk { settle() }
    }

    private mutating func settle() {
        guard seconds > 0 else { return }
        let share = running.next(pending, weight: weight)
        range.add(
            canaryEvents: pending.canaryEvents,
            baselineEvents: pending.baselineEvents,
            share: share
        )
        pending = BlockCounts()
        seconds = 0
    }

    func estimate(alpha: Double) -> Estimate {
        var settled = self
        settled.settle()
        return settled.range.estimate(alpha: alpha)
    }
}
