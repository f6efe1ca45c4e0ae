/// Failures among attempts in one block, of something that has no control group.
///
/// For webhooks count *distinct failing endpoints* or leave out the worst one: a single customer's
/// dead endpoint otherwise is most of the count.
package struct FailureBlock: BlockContent {
    /// Failures counted.
    package private(set) var failures = 0
    /// Attempts counted.
    package private(set) var attempts = 0
    private var isBroken = false

    /// A block in which nothing was tried.
    package init() {}

    /// A block with those counts.
    package init(failures: Int, attempts: Int) {
        add((failures, attempts))
    }

    /// Takes what was counted since the last reading.
    ///
    /// A counter that was reset makes a negative difference; what happened in that block is then
    /// unknown, so the whole block is.
    package mutating func add(_ counts: (failures: Int, attempts: Int)) {
        let sums = (
            failures.addingReportingOverflow(counts.failures),
            attempts.addingReportingOverflow(counts.attempts)
        )
        guard counts.failures >= 0, counts.attempts >= 0, !sums.0.overflow, !sums.1.overflow
        else {
            isBroken = true
            return
        }
        failures = sums.0.partialValue
        attempts = sums.1.partialValue
    }

    /// The counts; nil when a counter was reset or nothing was tried, which shows nothing.
    package var value: FailureBlock? {
        isBroken || (failures == 0 && attempts == 0) ? nil : self
    }
}

/// The usual share of failures, by which counts of failures become levels that can be compared.
package struct FailureRate: Sendable, Hashable, Codable {
    /// Failures per attempt in the history, 0 or more.
    package let share: Double

    /// The share over all blocks of a history; nil when nothing was tried in it.
    package init?(history: some Sequence<FailureBlock?>) {
        var failures = 0.0
        var attempts = 0.0
        for block in history {
            guard let block = block?.value else { continue }
            failures += Double(block.failures)
            attempts += Double(block.attempts)
        }
        guard attempts > 0 else { return nil }
        share = failures / attempts
    }

    /// How far a block's failures are above the usual, in units of their usual spread.
    ///
    /// `(k - n·r) / √(n·r + 1)`; the 1 keeps one failure of a rare kind from being an alarm.
    /// Nil for a block that says nothing.
    package func score(_ block: FailureBlock?) -> Double? { score(block, tolerating: 0) }
}
