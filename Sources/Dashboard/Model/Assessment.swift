import RolloutCore

/// What the core says of the state at one moment; asked once a change, not once a frame.
struct Assessment: Sendable, Hashable {
    /// The moment it was asked for.
    var at: Timestamp?
    /// Each criterion's verdict then; while nothing is judged, only its evidence means something.
    var verdicts: [MetricName: Verdict] = [:]
    /// Whether the verdicts count: the canary has requests, and there is something to compare.
    var isJudging = false
    /// What is in the way of the next step, the most serious first.
    var blockers: [Blocker] = []
    /// The newest figures of each instance.
    var traffic: [InstanceID: InstanceTraffic] = [:]

    /// What can be said when there is no release.
    init() {}

    /// Asks the core.
    init(_ rollout: Rollout, at now: Timestamp) {
        at = now
        isJudging = rollout.isJudging
        if isJudging || rollout.trafficMoved == nil {
            verdicts = ThresholdJudge()
                .verdicts(on: rollout.plan.criteria, in: rollout.window, at: now)
        }
        blockers = rollout.blockers(at: now, judge: judge)
        traffic = rollout.window.instances
    }

    /// A judge that repeats these verdicts, so that a frame asks the core without judging again.
    var judge: some Judge { AskedJudge(verdicts: verdicts) }

    /// How many criteria have that verdict.
    func count(_ kind: Verdict.Kind) -> Int {
        isJudging ? verdicts.values.count { $0.kind == kind } : 0
    }

    /// Whether there is a blocker of that kind.
    func isBlocked(by kind: Blocker.Kind) -> Bool { blockers.contains { $0.kind == kind } }
}

/// Answers with verdicts that are known already; judging a window is the dear part of a frame.
private struct AskedJudge: Judge {
    let verdicts: [MetricName: Verdict]

    func verdict(on criterion: Criterion, in window: MetricWindow, at now: Timestamp) -> Verdict {
        verdicts[criterion.metric]
            ?? ThresholdJudge().verdict(on: criterion, in: window, at: now)
    }
}
