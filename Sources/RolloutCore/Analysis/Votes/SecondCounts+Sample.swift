extension SecondCounts {
    /// Request records lost, as a share of all, beyond which a second counts as not measured.
    private static let tolerableLoss = 0.01

    /// A journaled second as the judge looks at it; nil when its traffic was not measured.
    ///
    /// Not measured also means that more than 1% of its request records were lost. `second` counts
    /// from the release's beginning, `weight` is the configured one, and `settings` is what the
    /// instances add: what is open tells requests that hang, and newcomers are left out.
    package init?(
        _ sample: Sample,
        second: Int,
        weight: Weight,
        settings: [Arm: ArmSetting] = [:]
    ) {
        let seen = Double(sample.stable.requests) + Double(sample.canary.requests)
        let lost = Double(sample.lostRecords)
        guard sample.hasTraffic, lost <= Self.tolerableLoss * (seen + lost) else { return nil }
        self.init(
            second: second,
            weight: weight.share,
            canary: ArmCounts(sample.canary, settings[.canary] ?? ArmSetting()),
            baseline: ArmCounts(sample.stable, settings[.stable] ?? ArmSetting())
        )
    }
}
