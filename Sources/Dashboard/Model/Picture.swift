import RolloutCore

/// Everything a dashboard knows from entries, and nothing else.
struct Picture: Sendable, Hashable {
    /// A weight that was asked for at a moment, for the time axis of charts.
    struct Mark: Sendable, Hashable, Codable {
        /// When it was decided.
        var at: Timestamp
        /// The weight, or `roll back`.
        var label: String
    }

    /// What is known of a way back, also after its end.
    struct WayBack: Sendable, Hashable, Codable {
        /// The canary's share when it was decided.
        var from: Weight
        /// Time until the router reported 0% on the canary; nil while it has not.
        var took: Duration?
    }

    /// The state; nil until the first entry came.
    private(set) var rollout: Rollout?
    /// Values for charts.
    private(set) var history = MetricHistory()
    /// What happened, in words.
    private(set) var log = EventLog()
    /// Shifts, oldest first.
    private(set) var marks: [Mark] = []
    /// The way back, once one was decided.
    private(set) var wayBack: WayBack?
    /// Every criterion's verdict at the moment from which nothing was judged any more.
    private(set) var lastJudged: [MetricName: Verdict] = [:]
    /// When the release began.
    private(set) var began: Timestamp?
    /// Rises with every entry that may change what instances are.
    private(set) var fleetVersion = 0

    /// Folds one entry and says whether it was the next one.
    ///
    /// An entry that was seen before, or that belongs to another release, is nobody's news and
    /// counts as folded. False means that entries before it are missing.
    mutating func fold(_ entry: Entry) -> Bool {
        guard var state = rollout else {
            guard case .releaseStarted = entry.event, entry.sequence == 1 else { return false }
            let state = Rollout(entry)
            began = entry.at
            log.add(entry)
            rollout = state
            fleetVersion += 1
            return true
        }
        guard entry.release == state.start.release, entry.sequence > state.sequence else {
            return true
        }
        guard entry.sequence == state.sequence + 1 else { return false }
        // Nobody else holds the state while it changes, or every entry would copy its window.
        rollout = nil
        if case .rollbackStarted = entry.event { wayBack = WayBack(from: state.split.asked) }
        if state.isJudging, entry.event.endsJudging {
            lastJudged = Assessment(state, at: entry.at).verdicts
        }
        state.apply(entry)
        if entry.event.concernsFleet { fleetVersion += 1 }
        log.add(entry)
        note(entry, plan: state.plan)
        rollout = state
        return true
    }

    private mutating func note(_ entry: Entry, plan: Plan) {
        switch entry.event {
        case .sampled(let sample): history.add(sample, for: plan.criteria)
        case .shiftStarted(let shift): marks.append(Mark(at: entry.at, label: "\(shift.to)"))
        case .trafficReturned(let took): wayBack?.took = took
        default: break
        }
    }
}

extension Event {
    /// Whether instances may be others afterwards, or stand elsewhere.
    fileprivate var concernsFleet: Bool {
        switch self {
        case .sampled, .judged, .checksAnswered, .annotated, .watchersChanged, .notified,
            .notificationDropped, .externalChanged, .flagFound, .flagSet, .rejected:
            false
        default: true
        }
    }

    /// Whether criteria are not judged any more afterwards.
    fileprivate var endsJudging: Bool {
        switch self {
        case .rollbackStarted, .warmEnded, .ended: true
        default: false
        }
    }
}
