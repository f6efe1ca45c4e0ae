/// Share votes over several strata, such as routes or regions.
///
/// Where the canary's mix of strata differs from the baseline's, one share for all would blame it
/// for the mix. Each stratum has its own null share, and they are weighed by their events.
package struct StratifiedShareVotes: Sendable, Hashable, Codable {
    /// Most strata; what is beyond them is counted in the last.
    package static let most = 32

    /// The odds ratio that is still no regression.
    package let tolerance: Double
    private var strata: [ShareVotes] = []

    /// Votes that call nothing below `tolerance` times the baseline's rate a regression.
    package init(tolerance: Double) {
        self.tolerance = tolerance
    }

    /// The vote of a block that is not broken down.
    package mutating func vote(_ block: BlockCounts, weight: Double) -> Vote {
        if strata.isEmpty { strata.append(ShareVotes(tolerance: tolerance)) }
        return strata[0].vote(block, weight: weight)
    }

    /// The vote of a block, given each stratum's counts in an order that never changes.
    ///
    /// A stratum that was not there before begins with the configured share. More than ``most``
    /// strata are folded into the last one.
    package mutating func vote(_ rows: [BlockCounts], weight: Double) -> Vote {
        while strata.count < min(rows.count, Self.most) {
            strata.append(ShareVotes(tolerance: tolerance))
        }
        var events = 0.0
        var canary = 0.0
        var bound = 0.0
        for index in strata.indices {
            let row = Self.row(index, of: rows)
            events += row.events
            canary += row.canaryEvents
            bound += row.events * strata[index].vote(row, weight: weight).bound
        }
        guard events > 0 else { return .none }
        return Vote(value: canary / events, bound: bound / events, events: events)
    }

    private static func row(_ index: Int, of rows: [BlockCounts]) -> BlockCounts {
        guard index < rows.count else { return BlockCounts() }
        guard index == most - 1, rows.count > most else { return rows[index] }
        return rows[index...].reduce(into: BlockCounts()) { $0.add($1) }
    }
}
