/// What one block of seconds says of one metric: a number between 0 and 1, and its null bound.
///
/// "If the release is fine, the expected value, given everything before, is at most the bound." All
/// the judge's guarantees rest on that sentence and on nothing else.
package struct Vote: Sendable, Hashable, Codable {
    /// The vote, 0 through 1; the higher, the worse for the release.
    package var value: Double
    /// The most the value may be on average while the release is fine, between 0 and 1.
    package var bound: Double
    /// Whether the block had anything to say; if not, evidence stays as it was.
    package var isCast: Bool
    /// The events the value is a share of, 1 at least; 1 where it is no share.
    ///
    /// The bound holds whatever they are. They only say how far the value strays from it by
    /// chance, and so how much may be staked on it.
    package var events: Double

    /// A vote; not cast when the block held no event of the kind.
    package init(value: Double, bound: Double, isCast: Bool = true, events: Double = 1) {
        self.value = value
        self.bound = bound
        self.isCast = isCast
        self.events = events
    }

    /// The vote of a block in which nothing was measured or nothing happened.
    package static let none = Vote(value: 0, bound: 0.5, isCast: false)

    /// Whether it speaks against the release: cast, and above the bound.
    package var isAdverse: Bool { isCast && value > bound }
}
