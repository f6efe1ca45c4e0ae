extension JudgeRehearsal {
    /// What a person reads: on what the judge was rehearsed, what it did, how often it votes.
    package var sentence: String {
        switch basis {
        case .fakeReleases(let count):
            let span = Duration.seconds(seconds).spoken
            let fakes = Self.counted(count, "fake release") + " of \(span)"
            let earlier = Self.counted(earlierReleases, "earlier release")
            let tried = [count > 0 ? fakes : nil, earlierReleases > 0 ? earlier : nil]
            let text = "rehearsed on " + tried.compactMap { $0 }.joined(separator: " and ")
            return "\(text): \(Self.counted(falseRollbacks, "false rollback")), \(pace)" + gaps
                + warning + silence + others
        case .totals:
            return "not rehearsed, only totals were known: \(pace); decisions take 3-5x as long, "
                + "the promise is weaker" + gaps
        case .nothing(let shortcoming):
            return "unrehearsed, \(shortcoming.words): \(pace); decisions take 3-5x as long, the "
                + "promise is weaker"
        }
    }

    private static func counted(_ count: Int, _ noun: String) -> String {
        "\(count) \(noun)\(count == 1 ? "" : "s")"
    }

    /// What was left to caution although the rest was rehearsed.
    private var others: String {
        guard !unrehearsed.isEmpty else { return "" }
        return "; \(unrehearsed.map(\.rawValue).spokenList) unrehearsed, 3-5x slower"
    }

    /// Says where passing shows nothing: there was nothing that could have come in a burst.
    private var silence: String {
        let errors = streams.first { $0.name.metric == .errors }
        return errors?.events == 0 ? "; no request failed in it, so bursts are not known" : ""
    }

    /// How often the streams vote; crash votes are left out, they are always the quickest.
    private var pace: String {
        let lengths = streams.filter { $0.name != .crash }.map(\.terms.blockSeconds)
        guard let least = lengths.min(), let most = lengths.max() else { return "no votes" }
        return least == most ? "one vote per \(least) s" : "one vote per \(least) to \(most) s"
    }

    private var gaps: String {
        missing == 0 ? "" : "; \(Duration.seconds(missing).spoken) of it were not measured"
    }

    /// Names the streams that no length made calm, because their verdicts mean less.
    private var warning: String {
        let restless = streams.filter { $0.chosen?.stopped.isEmpty == false }.map(\.name.rawValue)
        guard !restless.isEmpty else { return "" }
        return "; instances of one revision differ in \(restless.spokenList) even so, "
            + "and so may a release that changes nothing"
    }
}

extension JudgeRehearsal.Shortcoming {
    /// As it is told after "unrehearsed".
    fileprivate var words: String {
        switch self {
        case .noHistory: "no history"
        case .tooShort: "less than 30 m of history"
        case .noTraffic: "no request in the history"
        case .notRead: "the history was not read in time"
        }
    }
}
