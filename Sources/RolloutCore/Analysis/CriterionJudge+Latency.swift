extension CriterionJudge {
    /// Judges a quantile of request time, the canary's against stable's and against its ceiling.
    func latency(
        _ criterion: Criterion,
        _ arms: Arms,
        gathered: Comparison?,
        quantile: Double
    ) -> Verdict {
        let canary = arms.canary.latency
        let stable = arms.stable.latency
        var evidence = Evidence(
            "",
            canary: canary.milliseconds(atQuantile: quantile),
            stable: stable.milliseconds(atQuantile: quantile),
            canaryCount: canary.total,
            stableCount: stable.total
        )
        evidence.odds = gathered?.odds
        let isEnough = canary.total >= criterion.minimumSamples
        guard isEnough || gathered?.kind.speaksAgainst == true, let value = evidence.canary else {
            evidence.sentence =
                "\(canary.total.grouped) of \(criterion.minimumSamples.grouped) canary requests "
                + "needed to say anything"
            return Verdict(.undecided, evidence)
        }
        let range = canary.interval(ofQuantile: quantile, z: Self.z)
        let ceiling = criterion.above.map { above in
            Comparison(
                kind: range.lower > above ? .worse : value <= above ? .pass : .undecided,
                limit: above,
                used: Comparison.used(value, of: above),
                words: "ceiling \(above.told(in: "ms"))"
            )
        }
        let difference = criterion.worseBy.map {
            compare(range, value, stable, quantile, worseBy: $0, criterion)
        }
        let figures =
            "canary \(value.told(in: "ms")), \(arms.comparison) "
            + (evidence.stable.map { $0.told(in: "ms") } ?? "unknown")
        let counts =
            "\(canary.total.grouped) and \(stable.total.grouped) requests, \(arms.seconds) s"
        let comparisons = [gathered, difference, ceiling].compactMap { $0 }
        return Comparison.verdict(comparisons, evidence, figures, counts)
    }

    private func compare(
        _ range: Interval,
        _ value: Double,
        _ stable: LatencyHistogram,
        _ quantile: Double,
        worseBy: Double,
        _ criterion: Criterion
    ) -> Comparison {
        let theirs = stable.interval(ofQuantile: quantile, z: Self.z)
        guard stable.total >= criterion.minimumSamples, theirs.upper.isFinite,
            let reference = stable.milliseconds(atQuantile: quantile)
        else {
            return Comparison(
                kind: .undecided,
                limit: nil,
                used: 0,
                words: "\(stable.total.grouped) requests from stable are too few to compare"
            )
        }
        let allowed = { (base: Double) in max(base * worseBy / 100, criterion.atLeast ?? 0) }
        let limit = reference + allowed(reference)
        let isWorse = range.lower > theirs.upper + allowed(theirs.upper)
        let kind: Verdict.Kind = isWorse ? .worse : value <= limit ? .pass : .undecided
        let used = Comparison.used(value - reference, of: allowed(reference))
        return Comparison(
            kind: kind,
            limit: limit,
            used: used,
            words: "canary's lies "
                + (range.upper.isFinite
                    ? "in \(range.lower.told(in: "ms")) to \(range.upper.told(in: "ms"))"
                    : "above \(range.lower.told(in: "ms"))")
                + ", limit \(limit.told(in: "ms"))"
        )
    }
}
