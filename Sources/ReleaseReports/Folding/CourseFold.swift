import RolloutCore

/// Gathers the steps, where their time went, and what stands out on the time axis.
struct CourseFold: Sendable {
    private(set) var times: [StepTime] = []
    private(set) var marks: [ReportMark] = []
    private var closed: [StepSpan] = []
    private var open: (step: ReportStep, from: Timestamp)?
    private var last: Timestamp
    private var told: [MetricName: Verdict.Kind] = [:]

    init(_ first: Situation) {
        last = first.at
        if let step = first.step { enter(step, at: first.at) }
    }

    /// The visits, the one under way up to that moment.
    func spans(until end: Timestamp) -> [StepSpan] {
        closed
            + [open.map { StepSpan(step: $0.step, from: $0.from, to: max($0.from, end)) }]
            .compactMap(\.self)
    }

    mutating func take(_ entry: Entry, before: Situation, after: Situation) {
        if let step = before.step { spend(entry.at - last, on: step, before.actor) }
        last = entry.at
        if before.step != after.step { move(to: after.step, at: entry.at) }
        mark(entry)
    }

    private mutating func move(to step: ReportStep?, at moment: Timestamp) {
        if let open { closed.append(StepSpan(step: open.step, from: open.from, to: moment)) }
        open = nil
        if let step { enter(step, at: moment) }
    }

    private mutating func enter(_ step: ReportStep, at moment: Timestamp) {
        open = (step, moment)
        if let index = times.firstIndex(where: { $0.step == step }) {
            times[index].visits += 1
        } else {
            times.append(
                StepTime(step: step, visits: 1, work: .zero, watching: .zero, person: .zero)
            )
        }
    }

    private mutating func spend(_ span: Duration, on step: ReportStep, _ actor: Situation.Actor) {
        guard span > .zero, let index = times.firstIndex(where: { $0.step == step }) else { return }
        switch actor {
        case .work: times[index].work += span
        case .watching: times[index].watching += span
        case .person: times[index].person += span
        }
    }

    private mutating func mark(_ entry: Entry) {
        guard let (kind, label) = look(of: entry.event) else { return }
        marks.append(ReportMark(at: entry.at, kind: kind, label: label))
    }

    private mutating func look(of event: Event) -> (ReportMark.Kind, String)? {
        switch event {
        case .shiftStarted(let shift):
            switch shift.cause {
            case .plan: (.shift, "\(shift.to)")
            case .stepBack: (.person, "back to \(shift.to)")
            case .rollback: nil
            }
        case .gateOpened(_, .person(_, _, let overriding, _)):
            (.person, overriding.isEmpty ? "advanced" : "override")
        case .paused: (.person, "paused")
        case .resumed: (.person, "resumed")
        case .held: (.warning, "hold")
        case .contractConfirmed: (.person, "contract")
        case .annotated: (.person, "note")
        case .judged(let metric, let verdict): look(of: verdict, on: metric)
        case .stewardStarted(_, resumed: true): (.warning, "new steward")
        case .warmBegan: (.shift, "warm")
        case .rollbackStarted: (.rollback, "roll back")
        case .trafficReturned: (.rollback, "0%")
        case .ended(let outcome): (.end, outcome.name)
        default: nil
        }
    }

    /// Only what turns against the release is a moment to remember, once for each turn.
    private mutating func look(
        of verdict: Verdict,
        on metric: MetricName
    ) -> (ReportMark.Kind, String)? {
        let was = told[metric]
        told[metric] = verdict.kind
        guard verdict.kind == .worse, was != .worse else { return nil }
        return (.warning, "\(metric) worse")
    }
}
