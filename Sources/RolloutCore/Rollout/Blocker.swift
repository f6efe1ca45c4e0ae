/// One thing that stands between the release and its next step.
package struct Blocker: Sendable, Hashable {
    /// What sort of thing; decides what a person's `advance` may pass.
    package enum Kind: Sendable, Hashable {
        /// The least time at this weight is not over.
        case time
        /// A person has to say so.
        case person
        /// The evidence against the release has gathered and is not decisive. Passed only with
        /// override and reason.
        case suspect
        /// A criterion was measured and is not decided yet.
        case undecided
        /// A criterion has no fresh numbers. Passed only with override and reason.
        case unmeasured
        /// A criterion is worse. Passed only with override and reason.
        case worse
        /// Somebody paused the release.
        case paused
        /// The engine holds.
        case held
        /// Nobody watches and the plan says to wait then.
        case unwatched
        /// Something the service depends on is down.
        case external
        /// Instances, router or another part of the world is not where it must be.
        case world
    }

    /// The sort.
    package var kind: Kind
    /// In words, such as `p99 latency is undecided: 41 of 100 requests`.
    package var sentence: String
    /// When it ends by itself; nil when nobody can say.
    package var until: Timestamp?

    /// Whether a person may pass it with an override and a reason.
    package var isOverridable: Bool {
        switch kind {
        case .worse, .suspect, .unmeasured: true
        case .time, .person, .undecided, .paused, .held, .unwatched, .external, .world: false
        }
    }

    /// Something in the way.
    package init(_ kind: Kind, _ sentence: String, until: Timestamp? = nil) {
        self.kind = kind
        self.sentence = sentence
        self.until = until
    }
}
