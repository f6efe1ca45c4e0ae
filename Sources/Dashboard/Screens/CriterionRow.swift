import RolloutCore
import TerminalUI

/// One criterion as the table shows it.
struct CriterionRow {
    let criterion: Criterion
    /// The verdict now, or the last one when nothing is judged any more; nil before the first.
    let verdict: Verdict?
    /// What was measured.
    let figures: Evidence?
    /// Where the truth lies; nil where nothing bounds it.
    let range: CriterionRange?
    /// When the verdict will be decided; nil while nothing is judged.
    let decision: DecisionTime?

    init(_ criterion: Criterion, _ scene: Scene) {
        self.criterion = criterion
        let now = scene.assessment.verdicts[criterion.metric]
        verdict = scene.assessment.isJudging ? now : scene.picture.lastJudged[criterion.metric]
        figures = (verdict ?? now)?.evidence
        range = scene.assessment.ranges[criterion.metric]
        decision = scene.assessment.decisions[criterion.metric]
    }

    var metric: MetricName { criterion.metric }
    var unit: String { criterion.measure.unit }

    var glyph: String { verdict.map { String(VerdictFace($0.kind).glyph) } ?? "-" }
    var style: Style {
        if isDoubtful { return .watch }
        return Style(verdict.map { VerdictFace($0.kind).role } ?? .muted)
    }

    /// Over its limit, and not yet surely so.
    var isDoubtful: Bool { verdict?.kind == .undecided && (used ?? 0) > 1 }

    /// The verdict in a word, and that it has no effect where that is so.
    var word: String {
        guard let verdict else { return Figures.unknown }
        let word = VerdictFace(verdict.kind).word
        return criterion.isObserveOnly ? "(\(word))" : word
    }

    var stable: String {
        guard criterion.measure.arms != [nil] else { return "shared" }
        return Figures.value(figures?.stable, unit: unit)
    }

    var canary: String { Figures.value(verdict?.evidence.canary, unit: unit) }

    var change: String {
        Figures.change(
            canary: verdict?.evidence.canary,
            stable: verdict?.evidence.stable,
            unit: unit
        )
    }

    /// The limit as it applies now; while nothing is measured, what the plan says.
    var limit: String {
        if let limit = verdict?.evidence.limit { return Figures.limit(limit, unit: unit) }
        if let above = criterion.above { return Figures.limit(above, unit: unit) }
        if criterion.worseBy == nil, let tolerate = criterion.tolerate {
            return "+\(tolerate.formatted(digits: 2, trimmed: true))%"
        }
        guard let worseBy = criterion.worseBy else { return Figures.unknown }
        let number = worseBy.formatted(digits: 2, trimmed: true)
        return unit == "%" ? "+\(number) pt" : "+\(number)%"
    }

    var used: Double? { verdict?.evidence.limitUsed }

    /// Where the truth lies: `0.9–1.4x` stable's, or `490–566 ms` of the canary itself.
    var rangeWords: String {
        switch range {
        case nil: Figures.unknown
        case .times(let estimate):
            Figures.range(estimate) { $0.formatted(digits: 2, trimmed: true) } + "x"
        case .value(let estimate): Figures.range(estimate, unit: unit)
        }
    }

    /// When it will be decided: `~40 s`, `never` at this rate; empty when it is.
    var decides: String {
        switch decision {
        case nil, .reached: ""
        case .after(let time): time > .seconds(86_400) ? "> 1 d" : "~\(time.spoken)"
        case .never: "never"
        case .unknown: "?"
        }
    }

    /// The same in a sentence, for the evidence line; empty when it is decided.
    var decisionSentence: String {
        switch decision {
        case nil, .reached, .unknown: ""
        case .after(let time): "; at this rate decided in about \(time.spoken)"
        case .never:
            "; at this rate never decided: the window of \(criterion.window.spoken) ends before"
        }
    }

    /// What the verdict rests on: `1,204 requests`, or how many are missing.
    var samples: String {
        guard let evidence = verdict?.evidence else { return Figures.unknown }
        let noun: String =
            switch criterion.measure {
            case .errorRate, .latency: "req"
            case .failureShare: "sent"
            case .saturation, .sharedLevel, .level: "readings"
            }
        if verdict?.kind == .undecided, evidence.canaryCount < criterion.minimumSamples {
            return "\(evidence.canaryCount.grouped) of \(criterion.minimumSamples.grouped) \(noun)"
        }
        let count = "\(evidence.canaryCount.grouped) \(noun)"
        guard let odds = evidence.odds, odds >= 2, verdict?.kind.speaksAgainst == true else {
            return count
        }
        return "\(Int(odds).grouped):1, \(count)"
    }

    /// The whole evidence in one sentence.
    var evidence: String {
        guard let verdict else { return "\(metric) is not judged at the moment" }
        return "\(metric) \(VerdictFace(verdict.kind).word): \(verdict.evidence.sentence)"
            + decisionSentence
    }

    /// The rows of a scene: what is worse first, then what nobody measured, then the fullest.
    static func rows(_ scene: Scene) -> [CriterionRow] {
        let rows = scene.plan.criteria.map {
            CriterionRow($0, scene)
        }
        return rows.enumerated()
            .sorted { left, right in
                let (one, other) = (left.element, right.element)
                if one.urgency != other.urgency { return one.urgency < other.urgency }
                let (used, theirs) = (one.nearness, other.nearness)
                return used == theirs ? left.offset < right.offset : used > theirs
            }
            .map(\.element)
    }

    /// How near its limit, in tenths from a half on: what is far from it keeps the plan's order, so
    /// that rows do not change places every second.
    private var nearness: Int {
        guard let used, used >= 0.5 else { return 0 }
        return Int(min(used, 100) * 10)
    }

    private var urgency: Int {
        switch verdict?.kind {
        case .worse: 0
        case .suspect: 1
        case .unmeasured: 2
        default: 3
        }
    }
}
