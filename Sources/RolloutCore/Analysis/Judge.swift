/// Turns a window of samples into a verdict.
///
/// A pure function: the same window gives the same verdict, now, after a crash and in a replay.
package protocol Judge: Sendable {
    /// The verdict of one criterion at `now`; asked again with every new sample.
    func verdict(on criterion: Criterion, in window: MetricWindow, at now: Timestamp) -> Verdict
}
