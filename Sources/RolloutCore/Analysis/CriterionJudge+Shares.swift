extension CriterionJudge {
    /// Judges a share of failures, the canary's against stable's and against its ceiling.
    func shares(
        _ criterion: Criterion,
        _ arms: Arms,
        gathered: Comparison? = nil,
        noun: String,
        count: (Traffic, [Reading]) -> Proportion
    ) -> Verdict {
        let canary = count(arms.canary, arms.canaryReadings[criterion.metric] ?? [])
        let stable = count(arms.stable, arms.stableReadings[criterion.metric] ?? [])
        var evidence = Evidence(
            "",
            canary: canary.whole > 0 ? canary.share * 100 : nil,
            stable: stable.whole > 0 ? stable.share * 100 : nil,
            canaryCount: Int(canary.whole),
            stableCount: Int(stable.whole)
        )
        evidence.odds = gathered?.odds
        // No requests at all are no pass, whatever the plan takes for enough.
        let isEnough = canary.whole > 0 && Int(canary.whole) >= criterion.minimumSamples
        guard isEnough || gathered?.kind.speaksAgainst == true else {
            evidence.sentence =
                "\(Int(canary.whole).grouped) of \(criterion.minimumSamples.grouped) canary "
                + "\(noun) needed to say anything"
            return Verdict(.undecided, evidence)
        }
        let ceiling = criterion.above.map { Comparison.ceiling(canary, above: $0) }
        let difference = criterion.worseBy.map {
            Comparison.difference(canary, stable, worseBy: $0, criterion: criterion)
        }
        let figures =
            "canary \((canary.share * 100).told(in: "%")), \(arms.comparison) "
            + (stable.share * 100).told(in: "%")
        let counts =
            "\(Int(canary.whole).grouped) and \(Int(stable.whole).grouped) \(noun), "
            + "\(arms.seconds) s"
        let comparisons = [gathered, difference, ceiling].compactMap { $0 }
        return Comparison.verdict(comparisons, evidence, figures, counts)
    }
}

/// One limit held against one figure.
struct Comparison {
    /// pass, worse or undecided.
    var kind: Verdict.Kind
    /// The limit in the criterion's unit; nil while it depends on what stable has not shown yet.
    var limit: Double?
    /// How much of it is used.
    var used: Double
    /// What was found, for the evidence sentence.
    var words: String
    /// The evidence against the release, n:1; nil where none is gathered.
    var odds: Double?
    /// Which part more than stable's value is no regression, and how much more in the criterion's
    /// unit at least; nil where the limit is another.
    var tolerance: (part: Double, atLeast: Double)?

    /// How much of an allowance is used: 1 is at the limit.
    ///
    /// Never more than 1,000, also for an allowance of 0: the figure is journaled, and neither
    /// infinity nor what is not a number can be.
    static func used(_ value: Double, of allowance: Double) -> Double {
        guard value > 0 else { return 0 }
        return min(value / max(allowance, 1e-9), 1_000)
    }

    /// The canary's share against a ceiling in percent.
    static func ceiling(_ canary: Proportion, above: Double) -> Comparison {
        let range = canary.interval(z: CriterionJudge.z)
        let value = canary.share * 100
        let kind: Verdict.Kind =
            range.lower * 100 > above ? .worse : value <= above ? .pass : .undecided
        return Comparison(
            kind: kind,
            limit: above,
            used: used(value, of: above),
            words: "ceiling \(above.told(in: "%"))"
        )
    }

    /// The canary's share against stable's, in percentage points.
    static func difference(
        _ canary: Proportion,
        _ stable: Proportion,
        worseBy: Double,
        criterion: Criterion
    ) -> Comparison {
        let limit = stable.share * 100 + worseBy
        guard stable.whole > 0, Int(stable.whole) >= criterion.minimumSamples else {
            let words =
                "\(Int(stable.whole).grouped) of \(criterion.minimumSamples.grouped) from "
                + "stable needed to compare"
            return Comparison(kind: .undecided, limit: limit, used: 0, words: words)
        }
        let delta = (canary.share - stable.share) * 100
        let range = canary.difference(to: stable, z: CriterionJudge.z)
        let kind: Verdict.Kind =
            range.lower * 100 > worseBy ? .worse : delta <= worseBy ? .pass : .undecided
        let low = (range.lower * 100).formatted(digits: 1)
        let high = (range.upper * 100).formatted(digits: 1)
        let allowed = worseBy.formatted(digits: 1, trimmed: true)
        return Comparison(
            kind: kind,
            limit: limit,
            used: used(delta, of: worseBy),
            words: "difference \(low) to \(high) points, allowed \(allowed)"
        )
    }

    /// The verdict of several limits: worse, suspect or undecided if one is, in that order, and a
    /// pass only if all are.
    static func verdict(
        _ comparisons: [Comparison],
        _ evidence: Evidence,
        _ figures: String,
        _ counts: String
    ) -> Verdict {
        let finding = decisive(comparisons)
        var evidence = evidence
        evidence.limit = nearest(comparisons, stable: evidence.stable)
        evidence.limitUsed = comparisons.map(\.used).max()
        evidence.sentence = sentence(finding, figures, counts)
        return Verdict(finding?.kind ?? .pass, evidence)
    }

    /// The evidence sentence: figures, what was found, and from how much.
    ///
    /// Gathered evidence that speaks against the release has sentences of its own.
    private static func sentence(
        _ finding: Comparison?,
        _ figures: String,
        _ counts: String
    ) -> String {
        guard let finding else { return "\(figures): no limit (\(counts))" }
        let isWhole = finding.odds != nil && finding.kind.speaksAgainst
        return isWhole ? finding.words : "\(figures): \(finding.words) (\(counts))"
    }

    /// The nearest limit of several, in the criterion's unit.
    private static func nearest(_ comparisons: [Comparison], stable: Double?) -> Double? {
        comparisons.compactMap { $0.limit ?? $0.tolerated(of: stable) }.min()
    }

    /// Up to where a difference is tolerated; nil where stable has nothing a multiple could be of.
    private func tolerated(of stable: Double?) -> Double? {
        guard let tolerance, let stable, stable > 0 else { return nil }
        return stable + max(stable * tolerance.part, tolerance.atLeast)
    }

    /// The limit the evidence speaks of: one that is worse, suspect or undecided, or else the one
    /// used most.
    private static func decisive(_ comparisons: [Comparison]) -> Comparison? {
        for kind in [Verdict.Kind.worse, .suspect, .undecided] {
            if let found = comparisons.first(where: { $0.kind == kind }) { return found }
        }
        return comparisons.max { $0.used < $1.used }
    }
}
