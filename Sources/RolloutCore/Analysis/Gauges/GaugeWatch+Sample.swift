extension GaugeWatch {
    /// The watches a plan needs: one for each level, compared with its history where that is known
    /// and both revisions share it.
    package static func all(
        for plan: Plan,
        _ preparation: JudgePreparation? = nil
    ) -> [GaugeWatch] {
        plan.criteria.filter(\.measure.isLevel).map { criterion in
            let known = preparation?.gauges.first { $0.metric == criterion.metric }
            return GaugeWatch(
                metric: criterion.metric,
                excursion: known?.watch,
                hasLimit: criterion.hasCapacity
            )
        }
    }

    /// Takes what a second's readings say of its level; without any, time passes.
    mutating func take(_ sample: Sample, _ criterion: Criterion) {
        // Of several readings the highest, as the ceiling looks at it.
        let readings = sample.readings.filter { $0.metric == metric && $0.arm != .stable }
        guard let highest = readings.max(by: { $0.value < $1.value }) else {
            pass(to: sample.second)
            return
        }
        add(highest.value, limit: criterion.capacity(of: highest), at: sample.second)
    }
}

extension Criterion {
    /// Whether its level has a limit it could reach.
    fileprivate var hasCapacity: Bool {
        if case .saturation = measure { true } else { above != nil }
    }

    /// The limit that holds for a reading, in the reading's own unit.
    fileprivate func capacity(of reading: Reading) -> Double? {
        if case .saturation = measure { reading.whole } else { above }
    }

    /// Whether what is usual for its level can be learnt from before the release.
    package var hasHistory: Bool { measure.isLevel && measure.isShared }
}
