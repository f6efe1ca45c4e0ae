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
    /// - Returns: What to judge with, and what it rests on.
    package static func rehearse(
        on history: RehearsalHistory,
        interval: Int = 1,
        errorTolerance: Double = 0.1
    ) -> JudgeRehearsal {
        let interval = max(1, interval)
        guard history.seconds > 0 else { return unrehearsed(interval: interval) }
        guard history.seconds - history.missing >= leastSeconds else {
            return unrehearsed(because: .tooShort, interval: interval)
        }
        let requests = history.slices(of: .errors)?.reduce(0) { $0 + $1.allRequests }
        guard let requests, requests > 0 else {
            return unrehearsed(because: .noTraffic, interval: interval)
        }
        guard history.sliceCount > 1 else { return totals(history, interval: interval) }
        let chosen = evenly(history.sliceCount)
        let lengths = BlockLengths.fitting(interval: interval)
        return JudgeRehearsal(
            basis: .fakeReleases(chosen.count),
            seconds: history.seconds,
            missing: history.missing,
            streams: history.metrics.flatMap { metric in
                MetricRehearsal(
                    metric,
                    slices: history.slices(of: metric) ?? [],
                    playing: chosen,
                    errorTolerance: errorTolerance
                )
                .streams(lengths: lengths)
            },
            slowLimits: history.slowLimits
        )
    }

    /// Which of so many slices play, spread over all of them.
    static func evenly(_ count: Int) -> [Int] {
        let players = min(count, mostFakeReleases)
        return (0..<players).map { $0 * count / players }
    }
}
