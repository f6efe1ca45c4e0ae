extension Vote {
    /// The vote on a canary that fails outright: how much higher its error rate is.
    ///
    /// A release with less than 25 percentage points more errors is fine by it, which is why it may
    /// be cast even while the canary warms up.
    package static func crash(_ block: BlockCounts) -> Vote {
        let excess = min(max(block.canaryRate - block.baselineRate, 0), 1)
        return Vote(value: excess, bound: 0.25, isCast: block.canaryRequests > 0)
    }

    /// The vote *for* a release: the baseline's share of a block's events.
    ///
    /// The null is that the canary's rate is at least `ratio` times the baseline's; 20:1 against
    /// that says with 95% that the release is not that much worse. `share` is the canary's share of
    /// the requests, from a ``RunningShare``.
    package static func clear(_ block: BlockCounts, share: Double, against ratio: Double) -> Vote {
        let bound = 1 - share.oddsShifted(by: ratio)
        guard block.events > 0 else { return Vote(value: 0, bound: bound, isCast: false) }
        return Vote(
            value: block.baselineEvents / block.events,
            bound: bound,
            events: block.events
        )
    }
}
