/// A number with the range that holds the true one, for people.
package struct Estimate: Sendable, Hashable, Codable {
    /// The most likely value; nil when nothing was seen.
    package var point: Double?
    /// What the true value is not below.
    package var lower: Double
    /// What the true value is not above; nil when nothing bounds it yet.
    package var upper: Double?

    /// A value with its range; an infinite bound is none.
    package init(point: Double?, lower: Double, upper: Double?) {
        self.point = point
        self.lower = lower
        self.upper = upper.flatMap { $0.isFinite ? $0 : nil }
    }
}
