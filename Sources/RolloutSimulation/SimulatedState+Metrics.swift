import RolloutCore
import RolloutEngine

/// Somebody who wants a sample of every second.
struct MetricWatcher {
    let criteria: [Criterion]
    let roster: @Sendable () -> Roster
    let continuation: AsyncStream<Sample>.Continuation
    /// The second whose sample comes next.
    var next: Timestamp
}

extension SimulatedState {
    /// How long after a second its sample is there.
    private static let lag = Duration.milliseconds(250)

    mutating func tickMetrics() {
        for index in metricWatchers.indices {
            while now >= metricWatchers[index].next + .seconds(1) + Self.lag {
                let watcher = metricWatchers[index]
                watcher.continuation.yield(sample(of: watcher.next, for: watcher))
                metricWatchers[index].next = watcher.next + .seconds(1)
            }
        }
        if !metricWatchers.isEmpty, !faults.areMetricsLost { noteMeasured() }
        seconds.forget(before: now - .seconds(10))
    }

    /// Keeps when a second with requests of the canary was last handed out.
    private mutating func noteMeasured() {
        let second = (now - Self.lag - .seconds(1)).second
        if seconds.served[second].map({ $0.canary.requests > 0 }) ?? false { measured = now }
    }

    private func sample(of second: Timestamp, for watcher: MetricWatcher) -> Sample {
        var sample = Sample(second: second)
        guard !faults.areMetricsLost else { return sample }
        let served = seconds.served[second]
        let roster = watcher.roster()
        sample.hasTraffic = true
        sample.lostRecords = faults.lostRecords
        sample.stable = served?.stable ?? Traffic()
        sample.canary = served?.canary ?? Traffic()
        for member in roster.members {
            let traffic = served?.instances[member.id] ?? Traffic()
            sample.instances[member.id] = InstanceTraffic(
                requests: traffic.requests,
                errors: traffic.errors,
                p95: traffic.latency.milliseconds(atQuantile: 0.95),
                open: router.open(on: member.id)
            )
        }
        sample.readings = watcher.criteria.flatMap { readings(for: $0, roster) }
        return sample
    }

    private func readings(for criterion: Criterion, _ roster: Roster) -> [Reading] {
        guard criterion.measure.origin != nil, !faults.silentMetrics.contains(criterion.metric)
        else { return [] }
        let offered = roster.members.compactMap { member -> (Arm, Behaviour.Offered)? in
            guard let process = processes[member.id], process.isAlive else { return nil }
            return process.behaviour.readings[criterion.metric].map { (member.arm, $0) }
        }
        if criterion.measure.isShared {
            return offered.map(\.1).max { $0.value < $1.value }.map {
                [Reading(metric: criterion.metric, arm: nil, value: $0.value, whole: $0.whole)]
            } ?? []
        }
        return Arm.allCases.compactMap { arm in
            let mine = offered.filter { $0.0 == arm }.map(\.1)
            guard let largest = mine.max(by: { $0.value < $1.value }) else { return nil }
            return Reading(
                metric: criterion.metric,
                arm: arm,
                value: largest.value,
                whole: largest.whole
            )
        }
    }
}
