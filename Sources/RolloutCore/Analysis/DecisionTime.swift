/// When a criterion's verdict will be decided at the present rate of requests.
package enum DecisionTime: Sendable, Hashable {
    /// There is nothing to wait for: the verdict stands.
    case reached
    /// After so much more time.
    case after(Duration)
    /// Never, because the window ends before enough was served.
    case never
    /// Nobody can say.
    case unknown

    /// The answer for a criterion with that verdict.
    ///
    /// Two waits can be foretold: for the least number of requests, by the rate of the window, and
    /// for gathered evidence to become decisive, by its pace over the last minute, see
    /// ``ReleaseJudge/secondsToDecision``.
    package init(
        of criterion: Criterion,
        _ verdict: Verdict,
        in window: MetricWindow,
        at now: Timestamp
    ) {
        switch verdict.kind {
        case .pass, .worse: self = .reached
        case .unmeasured: self = .unknown
        case .suspect:
            let seconds = window.difference(of: criterion)?.judge.secondsToDecision
            self = seconds.map { .after(.seconds($0.rounded(.up))) } ?? .unknown
        case .undecided:
            self = Self.missing(criterion, verdict.evidence, in: window, at: now)
        }
    }

    private static func missing(
        _ criterion: Criterion,
        _ evidence: Evidence,
        in window: MetricWindow,
        at now: Timestamp
    ) -> DecisionTime {
        let missing = criterion.minimumSamples - evidence.canaryCount
        guard missing > 0 else { return .unknown }
        let seconds = window.judged(within: criterion.window, before: now).count
        guard seconds > 0, evidence.canaryCount > 0 else { return .unknown }
        let rate = Double(evidence.canaryCount) / Double(seconds)
        guard rate * criterion.window.inSeconds >= Double(criterion.minimumSamples) else {
            return .never
        }
        return .after(.seconds((Double(missing) / rate).rounded(.up)))
    }
}
