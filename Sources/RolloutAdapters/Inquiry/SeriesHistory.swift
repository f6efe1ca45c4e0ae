import RolloutCore

/// Makes differences of counters of other systems, series by series.
///
/// Sums would jump when a series comes back that was not offered for a while, so each is followed
/// by itself.
struct SeriesHistory {
    private struct Key: Hashable {
        var metric: MetricName
        var arm: Arm?
    }

    private struct Series: Hashable {
        var isWhole: Bool
        var name: String
    }

    private var last: [Key: [Series: Double]] = [:]

    /// What each series counted since the last time.
    ///
    /// A series that was not there the last time is left out, and so is one that is lower than it
    /// was: nobody knows what it had counted before it began anew.
    mutating func added(
        _ numbers: [InquiryNumber],
        metric: MetricName,
        arm: Arm?
    ) -> [InquiryNumber] {
        let key = Key(metric: metric, arm: arm)
        let before = last[key] ?? [:]
        var now: [Series: Double] = [:]
        let added = numbers.compactMap { number -> InquiryNumber? in
            let series = Series(isWhole: number.isWhole, name: number.series)
            now[series] = number.value
            guard let earlier = before[series], number.value >= earlier else { return nil }
            var difference = number
            difference.value -= earlier
            return difference
        }
        last[key] = now
        return added
    }
}
