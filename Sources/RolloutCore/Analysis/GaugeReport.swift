/// What the watch over a level says of it, in a kind and in words.
struct GaugeReport {
    /// Worse, suspect, or nil when it says nothing against the release.
    let kind: Verdict.Kind?
    /// What was seen; nil when there is nothing to say.
    let words: String?

    /// The report on a criterion's level; one without content when nobody watches it.
    init(_ criterion: Criterion, _ window: MetricWindow) {
        guard let watch = window.gauge(of: criterion) else {
            self.init(nil, [])
            return
        }
        let action = window.gaugeAction
        var parts = watch.parts(of: criterion, isPrepared: window.isPrepared)
        if let witness = action.witness(against: criterion.metric) { parts.append(witness.words) }
        self.init(action.kind(for: criterion.metric, isUnusual: watch.finding.isUnusual), parts)
    }

    /// The report on what the canary has of failures while it serves alone; one without content
    /// while it does not, or where nothing is judged by evidence.
    init(alone criterion: Criterion, _ window: MetricWindow) {
        guard let watch = window.excursion(of: criterion) else {
            let isAlone = window.difference(of: criterion).map { !$0.judge.hasControl } ?? false
            self.init(nil, isAlone && window.isPrepared ? [criterion.onlyLimits] : [])
            return
        }
        let action = window.gaugeAction
        // Before the first block nothing was compared yet.
        var parts = watch.blocks > 0 ? [watch.finding.comparison] : []
        if let witness = action.witness(against: criterion.metric) { parts.append(witness.words) }
        self.init(action.kind(for: criterion.metric, isUnusual: watch.level >= .hold), parts)
    }

    private init(_ kind: Verdict.Kind?, _ parts: [String]) {
        self.kind = kind
        words = parts.isEmpty ? nil : parts.joined(separator: "; ")
    }
}

extension Criterion {
    /// What is left to judge by where there is neither stable nor a history.
    fileprivate var onlyLimits: String {
        above == nil && worseBy == nil
            ? "no history to compare with, so only crashes stop it"
            : "no history to compare with, so only crashes and its limit stop it"
    }
}

extension GaugeAction {
    /// What it is for one metric.
    fileprivate func kind(for metric: MetricName, isUnusual: Bool) -> Verdict.Kind? {
        switch self {
        case .rollBack(let metrics, _):
            metrics.contains(metric) ? .worse : isUnusual ? .suspect : nil
        case .hold(let metrics): metrics.contains(metric) ? .suspect : nil
        case .calm, .unmeasured: nil
        }
    }

    /// What else speaks against a metric that rolls back; nil for all others.
    fileprivate func witness(against metric: MetricName) -> GaugeWitness? {
        guard case .rollBack(let metrics, let because) = self, metrics.contains(metric) else {
            return nil
        }
        return because
    }
}

extension GaugeWatch {
    /// What was seen of it, and that nothing is known of its history.
    fileprivate func parts(of criterion: Criterion, isPrepared: Bool) -> [String] {
        var parts: [String] = []
        if let excursion {
            parts.append(excursion.finding.words(unit: unit(of: criterion)))
        } else if isPrepared, criterion.hasHistory {
            parts.append("no history to compare with")
        }
        if let near = capacity?.finding, near.isBreach, let sentence = near.sentence {
            parts.append(sentence)
        }
        return parts
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
