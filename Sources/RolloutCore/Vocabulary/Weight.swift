/// The share of requests asked for on the canary, in hundredths of a percent.
///
/// An integer, because weights are compared, summed and journaled, and a `Double` gets
/// one of those wrong. What the router reports back is kept beside it in ``Split``; the two
/// differ while a shift is under way, and only the observed one may start a drain.
package struct Weight: RawRepresentable, Sendable, Hashable, Comparable, Codable {
    /// Hundredths of a percent, 0 through 10,000.
    package let rawValue: Int

    /// No request goes to the canary.
    package static let zero = Weight(hundredths: 0)

    /// Every request goes to the canary.
    package static let full = Weight(hundredths: 10_000)

    /// A weight in hundredths of a percent.
    ///
    /// - Precondition: `hundredths` is 0 through 10,000. Plans are checked before they get here.
    package init(hundredths: Int) {
        precondition((0...10_000).contains(hundredths), "weight out of range: \(hundredths)")
        rawValue = hundredths
    }

    /// Reads back what was stored; nil outside 0 through 10,000.
    package init?(rawValue: Int) {
        guard (0...10_000).contains(rawValue) else { return nil }
        self.rawValue = rawValue
    }

    /// Hundredths of a percent, 0 through 10,000.
    package var hundredths: Int { rawValue }

    /// A weight in whole percent, 0 through 100.
    package init(percent: Int) {
        self.init(hundredths: percent * 100)
    }

    /// The share between 0 and 1.
    package var share: Double { Double(hundredths) / 10_000 }

    package static func < (left: Weight, right: Weight) -> Bool {
        left.hundredths < right.hundredths
    }
}

extension Weight: CustomStringConvertible {
    /// The weight as people say it: `5%`, `12.5%`.
    package var description: String {
        hundredths % 100 == 0
            ? "\(hundredths / 100)%"
            : Double(hundredths).scaled(by: 100).formatted(digits: 2, trimmed: true) + "%"
    }
}

/// The traffic split of a service: what was asked for and what the router says.
package struct Split: Sendable, Hashable, Codable {
    /// The canary's share as last asked for.
    package var asked: Weight
    /// The canary's share as the router reported it, or nil while nobody has read it back.
    package var observed: Weight?

    /// A split that was asked for, with what the router said of it if anything.
    package init(asked: Weight, observed: Weight? = nil) {
        self.asked = asked
        self.observed = observed
    }

    /// Whether the router reports exactly what was asked for.
    package var isConfirmed: Bool { observed == asked }
}
