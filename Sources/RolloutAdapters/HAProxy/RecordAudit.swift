/// Compares the records received with HAProxy's own counters of one backend.
///
/// Nothing is reported that a race could explain. The counters are read first and the records
/// counted afterwards, when all that HAProxy had sent by then are in; so a surplus of the counters
/// is a loss. Still it must show twice in a row before it counts, because a HAProxy of several
/// threads may add to a counter just before it sends the record.
struct RecordAudit {
    /// One look at both sides.
    struct Look {
        /// Records received before the counters were read; nil when nobody looked.
        var before: Int?
        /// HAProxy's counters.
        var counters: HAProxyStatistics.Counters
        /// Records received after the counters were read.
        var after: Int
    }

    private struct Baseline {
        var answered: Int
        var unanswered: Int
        var received: Int
        /// How many losses this baseline might hide.
        var slack: Int
    }

    private var baseline: Baseline?
    private var lastTotal = 0
    private var previous = (lost: 0, unanswered: 0)
    private var said = (lost: 0, unanswered: 0)

    /// Whether a count before the next reading of the counters would make the result sharper.
    var wantsCountBefore: Bool { (baseline?.slack ?? 1) > 0 }

    /// Compares from now on with a HAProxy that has just been started.
    ///
    /// Nil when nobody could count the records by then: the comparison then begins later.
    init(received: Int?) {
        baseline = received.map { Baseline(answered: 0, unanswered: 0, received: $0, slack: 0) }
    }

    /// Compares from the first look on with a HAProxy that runs already.
    init() {}

    /// Takes in a look and returns what it newly shows: records lost on their way, and requests
    /// that ended without an answer and were therefore never recorded.
    ///
    /// Counters that fell mean a HAProxy started anew: a gap, and counting begins again.
    mutating func note(_ look: Look) -> (lost: Int, unanswered: Int) {
        if look.counters.total < lastTotal { self = RecordAudit() }
        lastTotal = look.counters.total
        guard let base = baseline else {
            begin(at: look)
            return (0, 0)
        }
        let lost = look.counters.answered - base.answered - (look.after - base.received)
        let unanswered = look.counters.unanswered - base.unanswered
        let certain = (min(lost, previous.lost), min(unanswered, previous.unanswered))
        previous = (lost, unanswered)
        let news = (max(0, certain.0 - said.lost), max(0, certain.1 - said.unanswered))
        said = (said.lost + news.0, said.unanswered + news.1)
        sharpen(by: look)
        return news
    }

    private mutating func begin(at look: Look) {
        guard let before = look.before else { return }
        previous = (0, 0)
        baseline = Baseline(
            answered: look.counters.answered,
            unanswered: look.counters.unanswered,
            received: before,
            slack: look.after - before
        )
    }

    /// Begins anew from a moment in which fewer records were on their way, unless something is
    /// in the balance.
    private mutating func sharpen(by look: Look) {
        guard let before = look.before, let base = baseline, look.after - before < base.slack,
            previous.lost <= said.lost, previous.unanswered <= said.unanswered
        else { return }
        said = (0, 0)
        begin(at: look)
    }
}
