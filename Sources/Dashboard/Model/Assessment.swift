import RolloutCore

/// What the core says of the state at one moment; asked once a change, not once a frame.
struct Assessment: Sendable, Hashable {
    /// Each criterion's verdict now; empty while nothing is judged.
    var verdicts: [MetricName: Verdict] = [:]
    /// What is in the way of the next step, the most serious first.
    var blockers: [Blocker] = []

    /// What can be said when there is no release.
    init() {}

    /// Asks the core.
    init(_ rollout: Rollout, at now: Timestamp) {
        blockers = rollout.blockers(at: now, judge: ThresholdJudge())
        guard rollout.isJudging else { return }
        for criterion in rollout.plan.criteria {
            verdicts[criterion.metric] = ThresholdJudge()
                .verdict(
                    on: criterion,
                    in: rollout.window,
                    at: now
                )
        }
    }

    /// How many criteria have that verdict.
    func count(_ kind: Verdict.Kind) -> Int { verdicts.values.count { $0.kind == kind } }

    /// Whether there is a blocker of that kind.
    func isBlocked(by kind: Blocker.Kind) -> Bool { blockers.contains { $0.kind == kind } }
}
