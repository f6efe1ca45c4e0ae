import RolloutCore

/// Turns the entries of one release into lines, and leaves out what is no news.
///
/// Opening a gate journals every verdict again, for the record; only a verdict that is not what
/// it was is worth a line. Of an instance that stays as it is, each kind of news is told once:
/// what differs only in its numbers is the same news.
struct EventLines: Sendable, Hashable {
    /// What was told of an instance since it is what it is.
    private struct Told: Sendable, Hashable {
        var state: InstanceState
        var pid: Int?
        var details: Set<String> = []
    }

    private var plan: Plan?
    private var told: [InstanceID: Told] = [:]
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
        case .instanceChanged(let id, let report):
            guard isNews(report, of: id) else { return nil }
        default: break
        }
        return plan.flatMap { EventLine(entry, plan: $0) }
    }

    private mutating func isNews(_ report: InstanceReport, of id: InstanceID) -> Bool {
        var known = told[id] ?? Told(state: .planned, pid: nil)
        if known.state != report.state || known.pid != report.pid {
            known = Told(state: report.state, pid: report.pid)
        }
        let isNew = known.details.insert(report.detail.filter { !$0.isNumber }).inserted
        told[id] = known
        return isNew
    }
}
