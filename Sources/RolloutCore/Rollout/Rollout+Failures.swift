extension Rollout {
    /// How long less than half of the canary may be able to take traffic.
    static let shortLimit = Duration.seconds(5)
    /// How long a criterion may be without numbers before that is a failure of its own; at the gate
    /// it counts at once.
    static let outageLimit = Duration.seconds(60)

    /// What the plan's policy does about a failure: back, a person, or only the word.
    ///
    /// Each is said once: while the engine holds, or after it told, nothing is repeated.
    func respond(to kind: FailureKind, _ detail: String, cause: Cause? = nil) -> [Event] {
        switch plan.failures.action(for: kind, in: policyStep) {
        case .rollback:
            guard canRollBackByItself else { return [] }
            return [.rollbackStarted(cause ?? .failure(kind, detail: detail))]
        case .hold:
            guard hold == nil else { return [] }
            return [.held(Hold(since: at, reason: "\(kind.words): \(detail)"))]
        case .page:
            return alerts.contains(kind) ? [] : [.alerted(kind, detail)]
        }
    }

    /// What is given up holds the release for a person; on the way back it is left, and said.
    func hold(for failure: Failure, isGivenUp: Bool) -> [Event] {
        guard isGivenUp, hold == nil, cause == nil else { return [] }
        return [.held(Hold(since: at, reason: failure.summary))]
    }

    /// The step the policy is asked for; a bake belongs to its shift.
    private var policyStep: HookStep? {
        if case .baking = phase { .shift } else { phase.step }
    }

    /// What is wrong with a canary that has traffic, by the clock.
    func exposureFailures(at now: Timestamp) -> [Event] {
        guard isFree, !isFirst else { return [] }
        if let since = shortSince, now >= limit(Self.shortLimit, from: since) {
            let detail =
                "\(carrying(.canary)) of \(plan.instanceCount) canary instances carry traffic "
                + "since \(Self.shortLimit.spoken)"
            return respond(to: .lostCapacity, detail)
        }
        let missing = outages.filter { now >= limit(Self.outageLimit, from: $0.value) }
        guard let first = missing.keys.min(by: { $0.rawValue < $1.rawValue }) else { return [] }
        let detail = "\(first) could not be measured for \(Self.outageLimit.spoken)"
        return respond(to: .metricOutage, detail)
    }

    /// When one of them is due by the clock alone.
    var failureDeadlines: [Timestamp] {
        [shortSince.map { limit(Self.shortLimit, from: $0) }].compactMap { $0 }
            + outages.values.map { limit(Self.outageLimit, from: $0) }
    }

    /// Keeps the moments at which something began to be wrong.
    mutating func noteFailures(of event: Event) {
        if case .judged(let metric, let verdict) = event {
            let isCounted = plan.criteria.contains { $0.metric == metric && !$0.isObserveOnly }
            let isOut = verdict.kind == .unmeasured && isCounted
            outages[metric] = isOut ? outages[metric] ?? at : nil
        }
        if case .alerted(let kind, _) = event { alerts.insert(kind) }
        let isExposed =
            switch phase {
            case .shifting, .baking, .warm: !isFirst && split.observed != .zero
            default: false
            }
        if !isExposed { outages = [:] }
        let isShort = isExposed && carrying(.canary) * 2 < plan.instanceCount
        shortSince = isShort ? shortSince ?? at : nil
        if case .gateOpened = event { alerts = [] }
    }
}
