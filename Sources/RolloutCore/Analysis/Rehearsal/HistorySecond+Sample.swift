extension HistorySecond {
    /// Seconds after a release's first request that are no history of usual work.
    private static let warmUp = Duration.seconds(120)

    /// A journaled second, of the release in the state it was in then; nil when it shows nothing.
    ///
    /// Of a release that turned out well the revision with more requests is looked at, and canary
    /// and stable side by side; of any other only stable, because its canary is what was wrong.
    package init?(_ sample: Sample, in rollout: Rollout, turnedOutWell: Bool) {
        guard let counts = SecondCounts(sample, second: 0, weight: .zero) else { return nil }
        let isWarm = rollout.trafficMoved.map { sample.second >= $0 + Self.warmUp } ?? false
        let isCanary =
            turnedOutWell && isWarm && sample.canary.requests > sample.stable.requests
        let arm = isCanary ? Arm.canary : .stable
        let slices = sample.instances.compactMap { id, traffic -> Slice? in
            guard let instance = rollout.instances[id], instance.arm == arm,
                instance.carriesTraffic, !rollout.isNewcomer(id, in: sample)
            else { return nil }
            return Slice(
                id: id,
                counts: ArmCounts(requests: traffic.requests, errors: traffic.errors)
            )
        }
        let earlier = turnedOutWell && isWarm ? Self.earlier(counts.arms, rollout) : nil
        guard !slices.isEmpty || earlier != nil else { return nil }
        self.init(
            second: sample.second,
            slices: slices.sorted { $0.id < $1.id },
            earlier: earlier
        )
    }

    private static func earlier(_ arms: ArmPair, _ rollout: Rollout) -> EarlierSecond? {
        guard let weight = rollout.judgedWeight?.share, weight > 0, weight < 1 else { return nil }
        return EarlierSecond(release: rollout.start.release, weight: weight, arms: arms)
    }
}
