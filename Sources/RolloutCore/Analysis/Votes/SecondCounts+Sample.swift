extension SecondCounts {
    /// Request records lost, as a share of all, beyond which a second counts as not measured.
    private static let tolerableLoss = 0.01

    /// A journaled second as the judge looks at it; nil when its traffic was not measured.
    ///
    /// Not measured also means that more than 1% of its request records were lost. `second` counts
    /// from the release's beginning, `weight` is the configured one. What the canary and the
    /// baseline had open at the end of the second tells requests that hang; nil where not known.
    package init?(
        _ sample: Sample,
        second: Int,
        weight: Weight,
        open: (canary: Int, baseline: Int)? = nil
    ) {
        let seen = Double(sample.stable.requests) + Double(sample.canary.requests)
        let lost = Double(sample.lostRecords)
        guard sample.hasTraffic, lost <= Self.tolerableLoss * (seen + lost) else { return nil }
        self.init(
            second: second,
            weight: weight.share,
            canary: ArmCounts(sample.canary, open: open?.canary),
            baseline: ArmCounts(sample.stable, open: open?.baseline)
        )
    }
}
