import RolloutCore

/// Everything a file says of one second.
struct FileSecond: Sendable {
    var second: Int
    /// The canary's share; nil where the file does not say.
    var weight: Double?
    var arms: [Arm: ArmCounts] = [:]
    var slices: [SliceName: ArmCounts] = [:]
    /// Whether a row of it cannot be used, so that the sums are not known.
    var isIncomplete = false

    /// One part of one group.
    struct SliceName: Hashable, Sendable {
        var group: Arm
        var slice: String
    }

    /// Sums the slices of each group.
    mutating func sum() {
        for (name, counts) in slices {
            arms[name.group]?.add(counts)
            if arms[name.group] == nil { arms[name.group] = counts }
        }
    }

    /// What the judge takes of it, `origin` being its second 0; nil when a group that has a share
    /// of the requests was not measured, or nobody knows the shares.
    func counts(from origin: Int) -> SecondCounts? {
        guard let weight else { return nil }
        let canary = arms[.canary] ?? (weight <= 0 ? ArmCounts() : nil)
        let stable = arms[.stable] ?? (weight >= 1 ? ArmCounts() : nil)
        guard let canary, let stable else { return nil }
        return SecondCounts(
            second: second - origin,
            weight: weight,
            canary: canary,
            baseline: stable
        )
    }
}
