/// How unusual a level is since the release began, calmest first.
package enum ExcursionLevel: String, Sendable, Hashable, Codable, Comparable, CaseIterable {
    /// Within what releases of that length do without any change.
    case calm
    /// Nothing was read for three blocks; silence is never calm.
    case unmeasured
    /// Higher than the budget of holds allows: freeze the weight and ask a person.
    case hold
    /// Far higher. Rolls back together with a second witness only; see ``Corroboration``.
    case rollback

    package static func < (left: ExcursionLevel, right: ExcursionLevel) -> Bool {
        left.order < right.order
    }

    private var order: Int {
        switch self {
        case .calm: 0
        case .unmeasured: 1
        case .hold: 2
        case .rollback: 3
        }
    }
}

/// Where one level begins: a chance per release, and a factor on what that chance gives.
package struct ExcursionLimit: Sendable, Hashable, Codable {
    /// The share of releases without any change that get there, over all sums together.
    package var chance: Double
    /// How many times the sum of that chance must be reached.
    package var factor: Double
    /// Whether it allows for how little history the tail was learnt from.
    package var isPredictive: Bool

    /// A limit of that chance.
    package init(chance: Double, factor: Double = 1, isPredictive: Bool = false) {
        self.chance = chance
        self.factor = factor
        self.isPredictive = isPredictive
    }

    /// One release in a hundred.
    ///
    /// Without allowing for the length of a day's history it was one in forty on the bench; with
    /// it, one in fifty. To count only the excesses themselves gave one in eighty, and made every
    /// second real fall of capacity known 10 s later.
    package static let hold = ExcursionLimit(chance: 0.01, isPredictive: true)
    /// One release in a thousand, doubled: a day holds some 25 separate hours, from which no tail
    /// can honestly promise a thousandth.
    package static let rollback = ExcursionLimit(chance: 0.001, factor: 2)
}
