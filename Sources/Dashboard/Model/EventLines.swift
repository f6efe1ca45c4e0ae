import RolloutCore

/// Turns the entries of one release into lines, and leaves out what is no news.
///
/// The journal has every verdict of every weight, for the record. A line is worth what asks for
/// attention, and its end: a criterion that is worse, unmeasured or over its limit, and that it
/// passes again. Of an instance that stays as it is, each kind of news is told once; what differs
/// only in its numbers is the same news.
struct EventLines: Sendable, Hashable, Codable {
    /// How long an instance may be starting before the checks it waits for are news.
    static let usualStart: Duration = .seconds(5)

    /// What was told of an instance since it is what it is.
    private struct Told: Sendable, Hashable, Codable {
        var state: InstanceState
        var pid: Int?
        var since: Timestamp
        var details: Set<String> = []
    }

    private var plan: Plan?
    private var verdicts: [MetricName: Verdict.Kind] = [:]
    private var instances: [InstanceID: Told] = [:]

    /// The line of the next entry; nil for what makes none, and before the release began.
    mutating func line(for entry: Entry) -> EventLine? {
        var entry = entry
        switch entry.event {
        case .releaseStarted(let start):
            plan = start.plan
        case .judged(let metric, let verdict):
            guard isNews(verdict, of: metric) else { return nil }
        case .instanceChanged(let id, let report):
            guard let news = news(report, of: id, at: entry.at) else { return nil }
            entry.event = .instanceChanged(id, news)
        default: break
        }
        return plan.flatMap { EventLine(entry, plan: $0) }
    }

    private mutating func isNews(_ verdict: Verdict, of metric: MetricName) -> Bool {
        let told = verdicts[metric] ?? .pass
        // Every weight begins without evidence, so undecided alone says nothing.
        if verdict.kind == .undecided, (verdict.evidence.limitUsed ?? 0) <= 1 { return false }
        verdicts[metric] = verdict.kind
        return verdict.kind != told
    }

    /// The report without what is not told of it; nil when nothing is.
    private mutating func news(
        _ report: InstanceReport,
        of id: InstanceID,
        at moment: Timestamp
    ) -> InstanceReport? {
        let isSame = instances[id].map { $0.state == report.state && $0.pid == report.pid } ?? false
        if !isSame {
            instances[id] = Told(state: report.state, pid: report.pid, since: moment)
        }
        guard let told = instances[id] else { return nil }
        var news = report
        if report.state == .starting, moment - told.since < Self.usualStart {
            // A check that does not pass at once is what starting is.
            news.detail = ""
            return isSame ? nil : news
        }
        let kind = report.detail.filter { !$0.isNumber }
        return instances[id]?.details.insert(kind).inserted == true ? news : nil
    }
}
