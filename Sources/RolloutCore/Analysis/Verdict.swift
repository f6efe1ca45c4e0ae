/// What a criterion says of the release right now, with its evidence.
package struct Verdict: Sendable, Hashable, Codable {
    /// The answers there are.
    package enum Kind: String, Sendable, Hashable, Codable {
        /// Enough was measured and it is within the limits.
        case pass
        /// Enough was measured and it is not.
        case worse
        /// The evidence against it has gathered and is not decisive: nothing goes on meanwhile.
        case suspect
        /// Measured, but not enough yet to say.
        case undecided
        /// Nothing, or nothing recent, was measured. Never a pass.
        case unmeasured

        /// Whether what was measured speaks against the release.
        package var speaksAgainst: Bool { self == .worse || self == .suspect }
    }

    /// The answer.
    package var kind: Kind
    /// What it rests on.
    package var evidence: Evidence

    /// An answer with what it rests on.
    package init(_ kind: Kind, _ evidence: Evidence) {
        self.kind = kind
        self.evidence = evidence
    }
}

/// The numbers and the sentence behind a verdict, journaled so that a replay shows them as known.
package struct Evidence: Sendable, Hashable, Codable {
    /// One sentence with the figures, as an operator reads it.
    package var sentence: String
    /// The canary's value in the criterion's unit; nil when not measured.
    package var canary: Double?
    /// Stable's value; nil when not measured or not compared.
    package var stable: Double?
    /// The nearest limit in the criterion's unit, as it applies now; nil when it cannot be said.
    package var limit: Double?
    /// How much of the nearest limit is used: 1 is at the limit; nil when it cannot be said.
    package var limitUsed: Double?
    /// The evidence against the release, n:1; nil where none is gathered.
    package var odds: Double?
    /// Requests or readings of the canary in the window.
    package var canaryCount: Int
    /// Requests or readings of stable in the window.
    package var stableCount: Int

    /// Evidence with its sentence; figures that are not known stay nil.
    package init(
        _ sentence: String,
        canary: Double? = nil,
        stable: Double? = nil,
        limit: Double? = nil,
        limitUsed: Double? = nil,
        odds: Double? = nil,
        canaryCount: Int = 0,
        stableCount: Int = 0
    ) {
        self.sentence = sentence
        self.canary = canary
        self.stable = stable
        self.limit = limit
        self.limitUsed = limitUsed
        self.odds = odds
        self.canaryCount = canaryCount
        self.stableCount = stableCount
    }
}
