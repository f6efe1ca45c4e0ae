/// Which stratum is counted where: the first that appear get their own place, the rest the last.
struct StrataSlots: Sendable, Hashable, Codable {
    private var names: [String] = []

    /// The strata of one second by their place, rising; those without a place of their own summed.
    mutating func sorted(_ strata: [String: ArmPair]) -> [(slot: Int, arms: ArmPair)] {
        guard !strata.isEmpty else { return [] }
        // By name, because a dictionary's order differs from run to run.
        var places: [(slot: Int, arms: ArmPair)] = []
        for (name, arms) in strata.sorted(by: { $0.key < $1.key }) {
            places.append((slot(of: name), arms))
        }
        return places.sorted { $0.slot < $1.slot }
    }

    private mutating func slot(of name: String) -> Int {
        let last = StratifiedShareVotes.most - 1
        if let slot = names.firstIndex(of: name) { return slot }
        guard names.count < last else { return last }
        names.append(name)
        return names.count - 1
    }
}
