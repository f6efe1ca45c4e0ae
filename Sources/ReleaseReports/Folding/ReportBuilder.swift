package import RolloutCore

/// Makes a report of entries as they come, without keeping them.
///
/// A day of one release is a hundred thousand entries; what is kept grows with its decisions and
/// instances, not with its length. Nothing is written, and nothing outside is looked at.
package struct ReportBuilder: Sendable {
    private let from: Timestamp
    private let through: Timestamp
    private var folds: Folds?

    /// A report of what lies between the first entry and the last, which decides how fine the
    /// charts are.
    package init(from: Timestamp, through: Timestamp) {
        self.from = from
        self.through = max(from, through)
    }

    /// Takes in the next entry of the release.
    ///
    /// - Precondition: the first is `releaseStarted`, and none is left out.
    package mutating func take(_ entry: Entry) {
        guard var folds else {
            folds = Folds(entry, through: through)
            return
        }
        // Nobody else holds the state while it changes, or each entry would copy its window.
        self.folds = nil
        folds.take(entry)
        self.folds = folds
    }

    /// The report of what was taken in; nil before the first entry.
    package var report: ReleaseReport? { folds?.report(through: through) }
}

extension ReleaseReport {
    /// The report of entries that are all there; nil when there are none.
    package init?(_ entries: [Entry]) {
        guard let first = entries.first, let last = entries.last else { return nil }
        var builder = ReportBuilder(from: first.at, through: last.at)
        for entry in entries { builder.take(entry) }
        guard let report = builder.report else { return nil }
        self = report
    }
}

/// The state, and what is gathered beside it.
private struct Folds: Sendable {
    var rollout: Rollout
    let began: Timestamp
    var count = 1
    var course: CourseFold
    var samples: SampleFold
    var decisions: DecisionFold
    var world: WorldFold

    init(_ first: Entry, through: Timestamp) {
        rollout = Rollout(first)
        began = first.at
        course = CourseFold(Situation(rollout, at: first.at))
        samples = SampleFold(from: first.at, through: through, plan: rollout.plan)
        decisions = DecisionFold(rollout.start, at: first.at)
        world = WorldFold(rollout)
    }

    mutating func take(_ entry: Entry) {
        let before = Situation(rollout, at: entry.at)
        world.note(entry, before: rollout)
        rollout.apply(entry)
        count += 1
        let after = Situation(rollout, at: entry.at)
        course.take(entry, before: before, after: after)
        samples.take(entry, after: after)
        decisions.take(entry, before: before, plan: rollout.plan)
        world.take(entry, after: rollout)
    }

    func report(through: Timestamp) -> ReleaseReport {
        let last = max(through, rollout.at)
        let end = rollout.outcome.map { ReportEnd(outcome: $0, at: rollout.phase.since) }
        let figures = samples.figures(until: end?.at ?? last)
        return ReleaseReport(
            start: rollout.start,
            began: began,
            through: last,
            end: end,
            phase: rollout.phase,
            entryCount: count,
            weights: samples.changes,
            spans: course.spans(until: end?.at ?? last),
            marks: course.marks,
            charts: samples.charts(worst: decisions.worstVerdicts),
            decisions: decisions.decisions,
            deeds: decisions.deeds,
            times: course.times,
            figures: figures,
            cost: RequestCost(figures),
            instances: world.lives.values.sorted { $0.id < $1.id },
            checks: rollout.checks,
            rehearsal: rollout.rehearsal,
            works: world.works,
            wayBack: world.wayBack,
            stewards: world.stewards,
            verdicts: rollout.verdicts,
            worst: decisions.worstVerdicts
        )
    }
}
