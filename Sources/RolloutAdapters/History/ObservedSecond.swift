package import RolloutCore

/// What was observed in one second between releases.
package struct ObservedSecond: Sendable, Hashable {
    /// The sample as a release would have journaled it.
    package var sample: Sample
    /// How long the requests of each instance took, which a sample does not hold.
    package var latencies: [InstanceID: LatencyTally]

    /// A second with its latencies.
    package init(sample: Sample, latencies: [InstanceID: LatencyTally]) {
        self.sample = sample
        self.latencies = latencies
    }
}

extension HistorySecond {
    /// What an observation shows; nil when its traffic was not measured.
    package init?(_ observed: ObservedSecond) {
        let sample = observed.sample
        guard SecondCounts(sample, second: 0, weight: .zero) != nil else { return nil }
        let slices = sample.instances.map { id, traffic in
            Slice(
                id: id,
                counts: ArmCounts(
                    requests: traffic.requests,
                    errors: traffic.errors,
                    latency: observed.latencies[id] ?? LatencyTally()
                )
            )
        }
        self.init(second: sample.second, slices: slices.sorted { $0.id < $1.id })
    }
}
