/// Votes on which share of a block's errors, or slow requests, fell on the canary.
///
/// Given their total, as Lindon and Malek (2022) do it for single requests. Events may come in
/// clumps of any size, the common level may drift, both revisions may share an outage: as long as a
/// clump lands on the canary as often as a request does, the expected share is the canary's share
/// of the requests, exactly.
package struct ShareVotes: Sendable, Hashable, Codable {
    /// The odds ratio that is still no regression: 1.1 for errors, 1 where the margin is elsewhere.
    package let tolerance: Double
    private var running = RunningShare()

    /// Votes that call nothing below `tolerance` times the baseline's rate a regression.
    package init(tolerance: Double) {
        self.tolerance = tolerance
    }

    /// The vote of a block at the configured canary share `weight`, 0 through 1.
    package mutating func vote(_ block: BlockCounts, weight: Double) -> Vote {
        let bound = running.next(block, weight: weight).oddsShifted(by: tolerance)
        guard block.events > 0 else { return Vote(value: 0, bound: bound, isCast: false) }
        return Vote(value: block.canaryEvents / block.events, bound: bound, events: block.events)
    }
}
