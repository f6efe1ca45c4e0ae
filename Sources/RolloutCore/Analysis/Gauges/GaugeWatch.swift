/// Follows one level that both revisions share, from its readings to what it says of the release.
///
/// Its readings may come at any pace and stop; its stored form continues bit for bit.
package struct GaugeWatch: Sendable, Hashable, Codable {
    /// The level's metric.
    package let metric: MetricName
    /// How unusual it is; nil when there is no calibration, so that only the limit is watched.
    package private(set) var excursion: ExcursionWatch?
    /// How near its limit it is; nil for a level that has none.
    package private(set) var capacity: CapacityGuard?
    private var blocks: BlockCollector<LevelBlock>
    private var limit: Double?

    /// A watch that begins with the release.
    ///
    /// The length of a block is that of the calibration; without one it is `block`, at least the
    /// time between two readings.
    package init(
        metric: MetricName,
        excursion: ExcursionWatch?,
        hasLimit: Bool,
        block: Duration = .seconds(10)
    ) {
        let length = excursion?.calibration.windows.block ?? block
        self.metric = metric
        self.excursion = excursion
        capacity = hasLimit ? CapacityGuard(block: length) : nil
        blocks = BlockCollector(length: length)
    }

    /// Takes a reading, with the limit that holds at that moment where there is one.
    ///
    /// A block is judged by the last limit read before it ended. Returns whether a block ended, so
    /// that the finding may have changed.
    @discardableResult
    package mutating func add(
        _ level: Double,
        limit newest: Double? = nil,
        at moment: Timestamp
    ) -> Bool {
        let finished = blocks.add(level, at: moment)
        judge(finished)
        if let newest { limit = newest }
        return !finished.isEmpty
    }

    /// Lets time pass without a reading; without it a silent source would stay calm for ever.
    @discardableResult
    package mutating func pass(to now: Timestamp) -> Bool {
        let finished = blocks.finish(until: now)
        judge(finished)
        return !finished.isEmpty
    }

    /// What it says now.
    package var finding: GaugeFinding {
        GaugeFinding(metric: metric, excursion: excursion?.level, capacity: capacity?.finding)
    }

    private mutating func judge(_ finished: [GaugeBlock<Double>]) {
        for block in finished {
            excursion?.add(block.value)
            capacity?.add(block.value, limit: limit)
        }
    }
}
