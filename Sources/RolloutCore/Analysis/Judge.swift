/// Turns a window of samples into a verdict.
///
/// A pure function: the same window gives the same verdict, now, after a crash and in a replay.
package protocol Judge: Sendable {
    /// The verdict of one criterion at `now`; asked again with every new sample.
    func verdict(on criterion: Criterion, in window: MetricWindow, at now: Timestamp) -> Verdict

    /// The verdicts of several criteria on the same window, each as ``verdict(on:in:at:)`` gives
    /// it; a judge that sums the window does so once for all of them.
    func verdicts(
        on criteria: [Criterion],
        in window: MetricWindow,
        at now: Timestamp
    ) -> [MetricName: Verdict]
}

extension Judge {
    /// One after the other.
    package func verdicts(
        on criteria: [Criterion],
        in window: MetricWindow,
        at now: Timestamp
    ) -> [MetricName: Verdict] {
        Dictionary(
            criteria.map { ($0.metric, verdict(on: $0, in: window, at: now)) },
            uniquingKeysWith: { first, _ in first }
        )
    }
}
