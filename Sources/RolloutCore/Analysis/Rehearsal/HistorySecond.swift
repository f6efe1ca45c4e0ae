/// What was served in one second of the past, as far as a rehearsal can use it.
///
/// Of sources that are read less often it is one reading: what was served since the last one.
package struct HistorySecond: Sendable, Hashable {
    /// One instance and what it served.
    package struct Slice: Sendable, Hashable {
        /// The instance.
        package var id: InstanceID
        /// What it served; without latency where that is not known for each instance.
        package var counts: ArmCounts

        /// What one instance served.
        package init(id: InstanceID, counts: ArmCounts) {
            self.id = id
            self.counts = counts
        }
    }

    /// The beginning of the second, whole.
    package var second: Timestamp
    /// The instances of the one revision that is looked at; empty when none was measured.
    package var slices: [Slice]
    /// What both revisions had, in a release that turned out well.
    package var earlier: EarlierSecond?

    /// A second with what is known of it.
    package init(second: Timestamp, slices: [Slice], earlier: EarlierSecond? = nil) {
        self.second = second
        self.slices = slices
        self.earlier = earlier
    }
}

/// One second of an earlier release that turned out well: the very comparison a judge will make.
package struct EarlierSecond: Sendable, Hashable {
    /// Which release it was.
    package var release: ReleaseID
    /// The canary's share then, above 0 and below 1.
    package var weight: Double
    /// What both revisions had.
    package var arms: ArmPair

    /// A second of that release.
    package init(release: ReleaseID, weight: Double, arms: ArmPair) {
        self.release = release
        self.weight = weight
        self.arms = arms
    }
}

/// Where seconds of the past are read from, as often as they are needed.
///
/// They are too many to be held, so each reading goes through them anew.
package protocol HistorySource {
    /// Seconds between two readings of what it was made from, at least 1.
    var interval: Int { get }
    /// Hands over its seconds; those out of order or given twice are dropped by whoever takes them.
    func forEachSecond(_ body: (HistorySecond) -> Void)
}
