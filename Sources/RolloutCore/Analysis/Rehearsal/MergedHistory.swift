/// Two histories as one: the first read anew, the second held, in the order of time.
///
/// For what was observed between releases and what releases recorded of themselves.
package struct MergedHistory: HistorySource {
    private let observed: any HistorySource
    private let held: [HistorySecond]

    /// Both; `held` is sorted here.
    package init(_ observed: any HistorySource, _ held: [HistorySecond]) {
        self.observed = observed
        self.held = held.sorted { $0.second < $1.second }
    }

    /// Seconds between two readings of the observed part.
    package var interval: Int { observed.interval }

    /// Hands over the seconds of both in order; of those that both have, the observed.
    package func forEachSecond(_ body: (HistorySecond) -> Void) {
        var next = held.startIndex
        observed.forEachSecond { second in
            while next < held.endIndex, held[next].second < second.second {
                body(held[next])
                next += 1
            }
            // What both have is taken once, with the latencies only an observation has.
            if next < held.endIndex, held[next].second == second.second { next += 1 }
            body(second)
        }
        for second in held[next...] { body(second) }
    }
}
