extension CriterionJudge {
    /// What the evidence on a criterion's difference has come to; nil when none is gathered.
    func difference(_ criterion: Criterion, _ window: MetricWindow) -> Comparison? {
        guard let metric = criterion.judged, let tolerate = criterion.tolerate,
            let difference = window.difference(of: criterion)
        else { return nil }
        let report = DifferenceReport(difference.judge, metric)
        return Comparison(
            kind: report.kind,
            limit: nil,
            used: report.used,
            words: report.words,
            odds: report.odds,
            tolerance: (tolerate / 100, criterion.atLeast ?? 0)
        )
    }
}

/// What a judge's evidence says of one of its metrics, in a kind and in words.
///
/// Effect, range, cost, certainty, in that order; what is excluded is said, never that all is well.
struct DifferenceReport {
    private let judge: ReleaseJudge
    private let metric: JudgedMetric

    init(_ judge: ReleaseJudge, _ metric: JudgedMetric) {
        self.judge = judge
        self.metric = metric
    }

    /// What this metric adds to the evidence that counts for all that are judged together.
    private var part: Double {
        judge.streams.filter { $0.name.metric == metric }.reduce(0) { $0 + $1.contribution }
    }

    /// Whether this metric is the one to name: it adds most.
    private var isGravest: Bool {
        judge.attribution.first?.name.metric == metric
    }

    /// Whether this metric is the one to say what is wrong with the traffic of them all.
    private var speaksForTraffic: Bool {
        judge.streams.first { $0.weight > 0 }?.name.metric == metric
    }

    /// The evidence against the release, n:1.
    var odds: Double { min(judge.evidence, 1e9) }

    /// How far this metric's part is on the way to a rollback: 1 is there.
    var used: Double {
        let whole = judge.settings.rule.rollbackAt.naturalLogarithm
        return part > 1 ? min(part.naturalLogarithm / whole, 1_000) : 0
    }

    /// A pass says only that nothing speaks against going on; see ``words`` for what is excluded.
    var kind: Verdict.Kind {
        switch judge.evidenceFinding {
        case .rollback where isGravest: .worse
        case .hold where isGravest: .suspect
        case .go where judge.slower.contains(metric): .suspect
        case .go where speaksForTraffic && !judge.troubles.isEmpty: .suspect
        case .go, .hold, .rollback: .pass
        }
    }

    /// What speaks against the release in whole sentences; otherwise what is excluded, for the end
    /// of a sentence with the figures.
    var words: String { kind.speaksAgainst ? VerdictWording(judge).sentence : excluded }

    private var excluded: String {
        guard judge.hasControl else { return "no stable revision left to compare with at 100%" }
        if judge.isWarmingUp { return "only crashes count while it warms up" }
        let against = judge.settings.clearAgainst.formatted(digits: 2, trimmed: true)
        let basis = judge.settings.calibration.isRehearsed(metric) ? "" : ", unrehearsed"
        if judge.clearedAt(metric) != nil {
            // What is proven of a quantile is the number of requests beyond it, not its place.
            let proven =
                metric == .errors
                ? "not worse than \(against)x" : "not \(against)x as many slow requests"
            return "\(proven)\(still)\(basis)"
        }
        if metric == .errors, judge.smallestVisibleRatio.map({ $0 > 10 }) ?? true {
            return "could not yet see even a 10x regression\(basis)"
        }
        return "no evidence against it\(still)\(basis)"
    }

    /// What could still be wrong with it, while something bounds that.
    private var still: String {
        let upper = (judge.slowdown(metric) ?? judge.ratio(of: metric)).upper
        guard let upper, upper > 1 else { return "" }
        return ", still possible up to \(upper.formatted(digits: 2, trimmed: true))x"
    }
}
