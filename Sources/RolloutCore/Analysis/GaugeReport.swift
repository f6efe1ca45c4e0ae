/// What the watch over a level says of it, in a kind and in words.
struct GaugeReport {
    /// Worse, suspect, or nil when it says nothing against the release.
    let kind: Verdict.Kind?
    /// What was seen; nil when there is nothing to say.
    let words: String?

    /// The report on a criterion's level; one without content when nobody watches it.
    init(_ criterion: Criterion, _ window: MetricWindow) {
        guard let watch = window.gauge(of: criterion) else {
            kind = nil
            words = nil
            return
        }
        var witness: GaugeWitness?
        switch window.gaugeAction {
        case .rollBack(let metrics, let because) where metrics.contains(criterion.metric):
            kind = .worse
            witness = because
        case .hold(let metrics) where metrics.contains(criterion.metric): kind = .suspect
        case .rollBack where watch.finding.isUnusual: kind = .suspect
        case .calm, .unmeasured, .hold, .rollBack: kind = nil
        }
        let excursion = watch.excursion.map { $0.finding.words(unit: watch.unit(of: criterion)) }
        let capacity = watch.capacity?.finding
        let breach = capacity?.isBreach == true ? capacity?.sentence : nil
        let unknown =
            window.isPrepared && criterion.hasHistory && watch.excursion == nil
            ? "no history to compare with" : nil
        let parts = [excursion ?? unknown, breach, witness?.words].compactMap { $0 }
        words = parts.isEmpty ? nil : parts.joined(separator: "; ")
    }
}

extension GaugeFinding {
    /// Whether it alone is a reason to hold.
    var isUnusual: Bool { (excursion ?? .calm) >= .hold || capacity?.isBreach == true }
}

extension GaugeWatch {
    /// What its values are counted in: of a share the part, not percent.
    fileprivate func unit(of criterion: Criterion) -> String {
        if case .saturation = criterion.measure { "" } else { criterion.measure.unit }
    }
}

extension GaugeWitness {
    /// As it follows what was seen.
    fileprivate var words: String {
        switch self {
        case .capacity: "a limit is near as well"
        case .splitEvidence: "and the revisions differ by what is compared side by side"
        case .plan: "the plan lets it roll back alone"
        }
    }
}

extension Verdict {
    /// The verdict of a ceiling together with what the watch over the level says.
    func joined(by report: GaugeReport) -> Verdict {
        var joined = self
        guard let words = report.words else { return self }
        if let kind = report.kind, self.kind != .worse {
            joined.kind = kind
            joined.evidence.sentence = "\(words) (\(evidence.sentence))"
        } else {
            joined.evidence.sentence = "\(evidence.sentence); \(words)"
        }
        return joined
    }
}
