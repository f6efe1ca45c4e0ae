extension ExcursionCalibration {
    private static let quantiles = [0.75, 0.90, 0.99, 0.999]
    private static let leastAllowances = [0.5, 0.75, 1.0, 1.5]
    /// Of all maxima this share is kept, enough for a budget of 8% over the four sums.
    private static let keptShare = 0.02

    /// Learns from a history of blocks, oldest first; nil is a block in which nothing was read.
    ///
    /// A fake release counts when at least half of its blocks and half of those before its start
    /// were read. Takes well under a second for a week of blocks of 10 s.
    /// - Parameters:
    ///   - history: 10 s medians, or scores of failures.
    ///   - windows: How long the planned release takes.
    ///   - least: The shortest history that is accepted; a day by default.
    ///   - unit: The change that counts as one deviation when the history never moved from zero:
    ///     one job, one connection.
    /// - Throws: ``CalibrationProblem`` when there is too little history or too much of it missing.
    package init(
        history: [Double?],
        windows: ExcursionWindows,
        least: Duration = .seconds(86_400),
        unit: Double = 1
    ) throws(CalibrationProblem) {
        let windows = windows.spread(over: history.count)
        let length = windows.span(of: history.count)
        // Twenty fake releases: with fewer, the upper quarter is not even five of them.
        let room = windows.span(of: windows.reference + windows.release + 19 * windows.stride)
        guard length >= max(least, room) else {
            throw .tooShort(
                InMicroseconds(wrappedValue: length),
                needed: InMicroseconds(wrappedValue: max(least, room))
            )
        }
        let fakes = FakeReleases(history: history, windows: windows)
        guard fakes.count >= max(20, fakes.candidates / 4),
            let deviations = OrderStatistics(fakes.deviations.lazy.filter { !$0.isNaN }),
            let levels = OrderStatistics(history.lazy.compactMap { $0?.magnitude })
        else { throw .tooManyGaps(usable: fakes.count, of: fakes.candidates) }
        let spread = max(1.4826 * deviations.medianMagnitude, 0.05 * levels.median)
        let scale = spread < 1e-9 ? max(unit, 1e-9) : spread
        // Dividing keeps the order, so the sorted deviations serve for every quantile of the scores.
        let scores = deviations.values
        let cap = max(
            8,
            2 * OrderStatistics.quantile(0.9999, count: scores.count) { scores[$0] / scale }
        )
        let members = zip(Self.leastAllowances, Self.quantiles).map { least, share in
            let usual = OrderStatistics.quantile(share, count: scores.count) {
                max(-cap, min(cap, scores[$0] / scale))
            }
            let allowance = max(least, usual)
            return Member(
                allowance: allowance,
                maxima: fakes.maxima(allowance: allowance, scale: scale, cap: cap),
                kept: Self.keptShare
            )
        }
        self.init(
            scale: scale,
            cap: cap,
            members: members,
            releases: fakes.count,
            windows: windows
        )
    }
}

extension ExcursionCalibration.Member {
    /// What one sum reached in every fake release, in little.
    fileprivate init(allowance: Double, maxima: [Double], kept: Double) {
        let sorted = maxima.sorted()
        let quartile = OrderStatistics.quantile(0.75, count: sorted.count) { sorted[$0] }
        let excesses = sorted.filter { $0 > quartile }.map { $0 - quartile }
        let mean = excesses.isEmpty ? 0 : excesses.reduce(0, +) / Double(excesses.count)
        let depth = max(1, Int(kept * Double(sorted.count + 1)))
        self.init(
            allowance: allowance,
            upperQuartile: quartile,
            meanExcess: max(mean, 1),
            highest: sorted.suffix(depth).reversed()
        )
    }
}
