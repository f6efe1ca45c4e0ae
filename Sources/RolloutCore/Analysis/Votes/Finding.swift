/// What the evidence says should be done with a release.
package enum Finding: String, Sendable, Hashable, Codable {
    /// Nothing speaks against going on.
    case go
    /// Something may be wrong: stay at this weight and tell a person.
    case hold
    /// The evidence is decisive: return the traffic to stable.
    case rollback
}

/// From the combined evidence, second by second, to a finding.
///
/// `statistics.md` 6. A rollback is final. A hold ends only after the evidence has stayed low for a
/// minute, so that a value around the limit does not make the ramp flutter.
package struct FindingRule: Sendable, Hashable, Codable {
    /// The evidence that rolls back; 125 spends 0.8% of the false rollbacks allowed.
    package var rollbackAt = 125.0
    /// The evidence that holds.
    package var holdAt = 10.0
    /// The evidence at or below which a held release calms down.
    package var calmAt = 3.0
    /// Seconds in a row it must stay there.
    package var calmSeconds = 60
    /// Adverse votes without which nothing is rolled back.
    package var adverseVotes = 3

    /// The present finding.
    package private(set) var finding = Finding.go
    private var calm = 0

    /// The rule with the design's limits.
    package init() {}

    /// Takes in one second's combined evidence and the adverse votes cast so far.
    package mutating func step(evidence: Double, adverseVotes votes: Int) {
        guard finding != .rollback else { return }
        if evidence >= rollbackAt, votes >= adverseVotes {
            finding = .rollback
        } else if evidence >= holdAt {
            finding = .hold
            calm = 0
        } else if finding == .hold {
            calm = evidence <= calmAt ? calm + 1 : 0
            if calm >= calmSeconds { finding = .go }
        }
    }
}
