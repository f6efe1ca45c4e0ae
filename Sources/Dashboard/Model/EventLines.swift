import RolloutCore

/// Turns the entries of one release into lines, and leaves out what is no news.
///
/// Opening a gate journals every verdict again, for the record; only a verdict that is not what
/// it was is worth a line.
struct EventLines: Sendable, Hashable {
    private var plan: Plan?
    private var verdicts: [MetricName: Verdict.Kind] = [:]

    /// The line of the next entry; nil for what makes none, and before the release began.
    mutating func line(for entry: Entry) -> EventLine? {
        switch entry.event {
        case .releaseStarted(let start):
            plan = start.plan
        case .judged(let metric, let verdict):
            guard verdicts.updateValue(verdict.kind, forKey: metric) != verdict.kind else {
                return nil
            }
        default: break
        }
        return plan.flatMap { EventLine(entry, plan: $0) }
    }
}
