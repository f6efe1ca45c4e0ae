/// What was found wrong with a history and what was done about it.
package struct HistoryRepairs: Sendable, Hashable, Codable {
    /// Seconds that came twice or late and were dropped.
    package var droppedSeconds = 0
    /// Seconds of long gaps that were left out.
    package var cutSeconds = 0

    /// Nothing wrong.
    package init() {}

    /// What a person reads of it; nil when nothing was wrong.
    package var sentence: String? {
        var parts: [String] = []
        if droppedSeconds > 0 {
            parts.append("\(droppedSeconds.grouped) s came twice or late and were dropped")
        }
        if cutSeconds > 0 {
            parts.append("\(Duration.seconds(cutSeconds).spoken) of long gaps were left out")
        }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }
}

extension RehearsalHistory {
    /// Reads a history, twice: for its instances and latencies, then for its counts.
    ///
    /// `settings` are the judge's that will be rehearsed, for its metrics and tolerances.
    package init(
        reading source: any HistorySource,
        for settings: JudgeSettings
    ) {
        var survey = HistorySlots()
        var search = SlowLimitSearch()
        var order = HistoryOrder(interval: source.interval)
        source.forEachSecond { second in
            guard order.missing(before: second.second) != nil else { return }
            _ = survey.slots(of: second)
            for slice in second.slices {
                if let latency = slice.counts.latency { search.add(latency) }
            }
            if let latency = second.earlier?.arms.baseline.latency { search.add(latency) }
        }
        let limits = search.limits.filter { settings.judges($0.key) }
        self.init(sliceCount: max(1, survey.count), slowLimits: limits, for: settings)
        read(source)
    }

    private mutating func read(_ source: any HistorySource) {
        var slots = HistorySlots()
        var order = HistoryOrder(interval: source.interval)
        let nothing = [ArmCounts?](repeating: nil, count: sliceCount)
        // Between two readings of a slow source nothing is missing, it is only not told apart.
        let between = [ArmCounts?](repeating: ArmCounts(), count: sliceCount)
        source.forEachSecond { second in
            guard let missing = order.missing(before: second.second) else { return }
            if let earlier = second.earlier { append(earlier) }
            for _ in 0..<(missing * source.interval) { append(nothing) }
            var row = nothing
            for (slice, slot) in zip(second.slices, slots.slots(of: second)) {
                if row[slot] == nil {
                    row[slot] = slice.counts
                } else {
                    row[slot]?.add(slice.counts)
                }
            }
            append(row)
            for _ in 1..<max(1, source.interval) { append(between) }
        }
        repairs.droppedSeconds = order.dropped
        repairs.cutSeconds = order.cut
    }
}

extension JudgeSettings {
    /// What has a part in the evidence, in the judge's order.
    package var judgedMetrics: [JudgedMetric] { JudgedMetric.allCases.filter(judges) }

    /// Whether a metric has a part in the evidence.
    func judges(_ metric: JudgedMetric) -> Bool {
        weights.contains { $0.key.metric == metric && $0.value > 0 }
    }
}
