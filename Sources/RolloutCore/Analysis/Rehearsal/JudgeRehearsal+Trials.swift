extension JudgeRehearsal {
    /// Evidence that no fake release may gather, of any stream by itself.
    package static let limit = 20.0
    /// Slices that play the canary; of more, so many are taken evenly.
    package static let mostFakeReleases = 10
    /// Measured seconds below which a history is no rehearsal.
    package static let leastSeconds = 1_800

    /// Rehearses the judge on the stable revision's own history.
    ///
    /// A day of ten slices takes about a second of one core. With one slice only the totals'
    /// unevenness is used; with too little of anything the result is the unrehearsed one, and says
    /// why: it never fails.
    /// - Parameters:
    ///   - history: The counts.
    ///   - interval: Seconds between two readings of their source, at least 1.
    ///   - errorTolerance: By what part errors may rise, as the judge will allow it.
    ///   - judged: What will be judged; what of it the history does not hold is told.
    /// - Returns: What to judge with, and what it rests on.
    package static func rehearse(
        on history: RehearsalHistory,
        interval: Int = 1,
        errorTolerance: Double = 0.1,
        judging judged: [JudgedMetric] = []
    ) -> JudgeRehearsal {
        let interval = max(1, interval)
        let earlier = history.earlierReleases
        let measured = history.seconds - history.missing
        let inReleases = earlier.reduce(0) { $0 + $1.seconds }
        guard history.seconds + inReleases > 0 else { return unrehearsed(interval: interval) }
        guard max(measured, inReleases) >= leastSeconds else {
            return unrehearsed(because: .tooShort, interval: interval)
        }
        let requests = history.slices(of: .errors)?.reduce(0) { $0 + $1.allRequests } ?? 0
        guard requests + earlier.reduce(0, { $0 + $1.total(column: 0).allRequests }) > 0 else {
            return unrehearsed(because: .noTraffic, interval: interval)
        }
        let playing = history.sliceCount > 1 && measured >= leastSeconds
        guard playing || !earlier.isEmpty else { return totals(history, interval: interval) }
        let chosen = playing ? evenly(history.sliceCount) : []
        let streams = history.metrics.flatMap { metric in
            history.rehearsal(of: metric, playing: chosen, errorTolerance)?
                .streams(lengths: BlockLengths.fitting(interval: interval)) ?? []
        }
        var rehearsal = JudgeRehearsal(
            basis: .fakeReleases(chosen.count),
            seconds: playing ? history.seconds : inReleases,
            missing: playing ? history.missing : 0,
            streams: streams,
            slowLimits: history.slowLimits
        )
        rehearsal.earlierReleases = earlier.count
        let metrics = Set(streams.map(\.name.metric))
        rehearsal.unrehearsed = judged.filter { !metrics.contains($0) }
        return rehearsal
    }

    /// Which of so many slices play, spread over all of them.
    static func evenly(_ count: Int) -> [Int] {
        let players = min(count, mostFakeReleases)
        return (0..<players).map { $0 * count / players }
    }
}

extension RehearsalHistory {
    /// The rehearsal of one metric; nil when neither slices nor earlier releases show enough of it.
    fileprivate func rehearsal(
        of metric: JudgedMetric,
        playing chosen: [Int],
        _ errorTolerance: Double
    ) -> MetricRehearsal? {
        guard let column = metrics.firstIndex(of: metric) else { return nil }
        let isKnown = metric == .errors || latencySeconds >= JudgeRehearsal.leastSeconds
        let earlier = earlierReleases
        guard (isKnown && !chosen.isEmpty) || !earlier.isEmpty else { return nil }
        return MetricRehearsal(
            metric,
            slices: slices(of: metric) ?? [],
            playing: isKnown ? chosen : [],
            earlier: earlier.map { ($0.fakeRelease(column: column), $0.total(column: column)) },
            errorTolerance: errorTolerance
        )
    }
}
