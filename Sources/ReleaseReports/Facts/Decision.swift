package import RolloutCore

/// Something that was decided, with what was known then.
package struct Decision: Sendable, Hashable {
    /// What it meant for the release.
    package enum Kind: String, Sendable, Hashable {
        /// It went on.
        case forward
        /// It waited, or was made to.
        case wait
        /// It turned back or ended badly.
        case back
        /// Nothing by itself: a verdict, a check.
        case finding
    }

    /// When.
    package var at: Timestamp
    /// The entry it is told by.
    package var sequence: Int
    /// What it meant.
    package var kind: Kind
    /// What was decided, a short clause without full stop.
    package var title: String
    /// Who; the engine where the plan decided, nil where no entry names who it was.
    package var by: Operator?
    /// Why, in the words that were journaled; nil when there were none.
    package var reason: String?
    /// What was in the way and was passed all the same.
    package var past: [String] = []
    /// What each criterion said at that moment; empty where none was asked.
    package var evidence: [EvidenceLine] = []
}

/// A criterion's verdict at a moment, worded as it was journaled.
package struct EvidenceLine: Sendable, Hashable {
    /// The criterion.
    package var metric: MetricName
    /// What it said.
    package var verdict: Verdict
    /// The unit of its figures.
    package var unit: String
    /// Whether a person passed it although it spoke against the release.
    package var isOverridden = false
}

/// Something a person did.
package struct Deed: Sendable, Hashable {
    /// When.
    package var at: Timestamp
    /// Who.
    package var by: Operator
    /// What, in the past tense and without the name: `paused`.
    package var what: String
    /// Why, in their words; nil when they gave none.
    package var reason: String?
    /// Why it was refused; nil for what was done.
    package var refusal: String?
}

/// Something done outside beside traffic and instances.
package struct Work: Sendable, Hashable {
    /// What sort.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case migration
        case flag
        case hook
        case message
        case dependency
    }

    /// When it was done, or given up.
    package var at: Timestamp
    /// What sort.
    package var kind: Kind
    /// Its name in the plan.
    package var name: String
    /// What came of it.
    package var words: String
    /// Whether it came to what was wanted.
    package var isFine: Bool
}

/// What a rollback did.
package struct WayBack: Sendable, Hashable {
    /// Why.
    package var cause: Cause
    /// When it was decided.
    package var decided: Timestamp
    /// The canary's share then.
    package var from: Weight
    /// From the decision to the router's report of 0% on the canary; nil when none came.
    package var returned: Duration?
    /// From the decision to the end; nil while it is under way.
    package var finished: Duration?
    /// Canary instances and workers that were stopped on the way.
    package var stopped: Int
    /// Requests that were cut because the limit of a drain had passed.
    package var leftOpen: Int
    /// Flags that were put back.
    package var flags: [String]
    /// What is left for a person; nil when nothing is.
    package var left: String?
}
