import RolloutCore

/// What the core says of the state at one moment; asked once a change, not once a frame.
///
/// Verdicts with their sentences and ranges are dear, so they are asked for once a second or when
/// a new second was measured; everything else with every change.
struct Assessment: Sendable, Hashable {
    /// The moment it was asked for.
    var at: Timestamp?
    /// Each criterion's verdict then; while nothing is judged, only its evidence means something.
    var verdicts: [MetricName: Verdict] = [:]
    /// Where the truth about each criterion lies; absent where nothing bounds it.
    var ranges: [MetricName: CriterionRange] = [:]
    /// When each verdict will be decided.
    var decisions: [MetricName: DecisionTime] = [:]
    /// Whether the verdicts count: the canary has requests, and there is something to compare.
    var isJudging = false
    /// What is in the way of the next step, the most serious first.
    var blockers: [Blocker] = []
    /// The newest figures of each instance.
    var traffic: [InstanceID: InstanceTraffic] = [:]
    /// Why each command would be refused now; absent for those that would be carried out.
    var refusals: [Command.Verb: Rejection] = [:]

    private var basis: Basis?

    /// What verdicts depend on.
    fileprivate struct Basis: Sendable, Hashable {
        var second: Timestamp?
        var since: Timestamp?
        var isJudging: Bool
        var at: Timestamp
    }

    /// What can be said when there is no release.
    init() {}

    /// Asks the core; verdicts of `last` are kept where nothing was measured since, and not a
    /// second has passed.
    init(_ rollout: Rollout, at now: Timestamp, keeping last: Assessment? = nil) {
        at = now
        isJudging = rollout.isJudging
        let moment = Self.moment(of: rollout, at: now)
        basis = Basis(
            second: rollout.window.samples.last?.second,
            since: rollout.window.since,
            isJudging: isJudging,
            at: moment
        )
        if let last, last.basis == basis {
            (verdicts, ranges, decisions) = (last.verdicts, last.ranges, last.decisions)
        } else if isJudging || rollout.trafficMoved == nil {
            verdicts = CriterionJudge()
                .verdicts(on: rollout.plan.criteria, in: rollout.window, at: moment)
            if isJudging { measure(rollout, at: moment) }
        }
        blockers = rollout.blockers(at: now, judge: judge)
        traffic = rollout.window.instances
        for verb in Self.verbs {
            refusals[verb] = rollout.availability(of: verb, at: now, judge: judge)
        }
    }

    /// The moment verdicts are made for: whole seconds after the newest sample, so that a replay
    /// that comes to any moment within one shows what a dashboard that watched did.
    private static func moment(of rollout: Rollout, at now: Timestamp) -> Timestamp {
        let second = rollout.window.samples.last?.second ?? now.second
        guard now > second else { return now }
        return second + .seconds((now - second).components.seconds)
    }

    /// What keys ask for; the rarer ones are looked up when they are typed.
    private static let verbs: [Command.Verb] = [
        .pause, .resume, .advance(full: false, override: false),
        .advance(full: false, override: true), .stepBack, .rollback, .contract(later: false),
    ]

    private mutating func measure(_ rollout: Rollout, at now: Timestamp) {
        ranges = rollout.window.ranges(of: rollout.plan.criteria, at: now)
        for criterion in rollout.plan.criteria {
            guard let verdict = verdicts[criterion.metric] else { continue }
            decisions[criterion.metric] = DecisionTime(
                of: criterion,
                verdict,
                in: rollout.window,
                at: now
            )
        }
    }

    /// A judge that repeats these verdicts, so that a frame asks the core without judging again.
    var judge: some Judge { AskedJudge(verdicts: verdicts) }

    /// Why a command would be refused; nil when it would be carried out.
    func refusal(of verb: Command.Verb, _ rollout: Rollout, at now: Timestamp) -> Rejection? {
        Self.verbs.contains(verb)
            ? refusals[verb] : rollout.availability(of: verb, at: now, judge: judge)
    }

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
            ?? CriterionJudge().verdict(on: criterion, in: window, at: now)
    }
}
