/// What can go wrong with a release beside its criteria.
package enum FailureKind: String, Sendable, Hashable, Codable, CaseIterable {
    /// New instances or workers ended although they should run, too often.
    case crash
    /// New instances did not become ready in time.
    case notReady
    /// There was no port, memory or other resource for new instances.
    case noCapacity
    /// New instances did not become ready while something the service depends on was down, or did
    /// and the router did not take them in.
    case dependency
    /// Less than half of the new instances could take their share of traffic.
    case lostCapacity
    /// A criterion could not be measured for a minute.
    case metricOutage

    /// As said in a sentence.
    package var words: String {
        switch self {
        case .crash: "crashes"
        case .notReady: "not ready"
        case .noCapacity: "no capacity"
        case .dependency: "dependency down"
        case .lostCapacity: "lost capacity"
        case .metricOutage: "metric outage"
        }
    }

    /// Whether it says something of the canary's bytes, and not of the place or of others.
    package var isOfCanary: Bool {
        switch self {
        case .crash, .notReady, .lostCapacity: true
        case .noCapacity, .dependency, .metricOutage: false
        }
    }

    /// What is done when the plan says nothing: back where the canary may be at fault or users may
    /// feel it, a person where it is not.
    package var usualAction: OnWorse {
        switch self {
        case .crash, .notReady, .lostCapacity: .rollback
        case .noCapacity, .dependency: .hold
        case .metricOutage: .page
        }
    }
}

/// What is done about each kind of failure, in each step where it can happen.
package struct FailurePolicy: Sendable, Hashable, Codable {
    /// One line of the plan.
    package struct Rule: Sendable, Hashable, Codable {
        /// What went wrong.
        package var kind: FailureKind
        /// Where; nil for everywhere it is not said otherwise.
        package var step: HookStep?
        /// What is done.
        package var action: OnWorse

        /// A line of the plan.
        package init(_ kind: FailureKind, in step: HookStep? = nil, _ action: OnWorse) {
            self.kind = kind
            self.step = step
            self.action = action
        }
    }

    /// The lines of the plan; empty for what is usual.
    package var rules: [Rule]

    /// The usual policy, with what a plan says otherwise.
    package init(_ rules: [Rule] = []) { self.rules = rules }

    /// What is done about that kind in that step.
    package func action(for kind: FailureKind, in step: HookStep?) -> OnWorse {
        let mine = rules.filter { $0.kind == kind }
        return mine.last { $0.step != nil && $0.step == step }?.action
            ?? mine.last { $0.step == nil }?.action ?? kind.usualAction
    }
}
