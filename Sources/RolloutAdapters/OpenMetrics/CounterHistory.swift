import RolloutCore

/// Makes differences of counters that only rise while their process lives.
struct CounterHistory {
    /// Two counters of one instance at one moment.
    struct Counts: Equatable {
        /// The part, such as failed deliveries.
        var part: Double
        /// What it is a part of.
        var whole: Double
    }

    private struct Key: Hashable {
        var metric: MetricName
        var instance: InstanceID
    }

    private struct Last {
        var counts: Counts
        var process: String
    }

    private var last: [Key: Last] = [:]

    /// What was added since this was last asked for the instance; nil when that cannot be said.
    ///
    /// It cannot the first time, after `process` has changed, and when a counter is lower than it
    /// was: then the process started anew and nobody knows what it had counted before.
    mutating func difference(
        of metric: MetricName,
        at instance: InstanceID,
        process: String,
        now counts: Counts
    ) -> Counts? {
        let key = Key(metric: metric, instance: instance)
        let before = last.updateValue(Last(counts: counts, process: process), forKey: key)
        guard let before, before.process == process,
            counts.part >= before.counts.part, counts.whole >= before.counts.whole
        else { return nil }
        return Counts(
            part: counts.part - before.counts.part,
            whole: counts.whole - before.counts.whole
        )
    }

    /// Forgets all instances but these.
    mutating func keep(only instances: Set<InstanceID>) {
        last = last.filter { instances.contains($0.key.instance) }
    }
}
