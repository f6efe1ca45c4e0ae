extension ReleaseJudge {
    /// What should be done: what the evidence says, or hold while the traffic is not in order.
    package var finding: JudgeFinding {
        rule.finding == .go && !(troubles.isEmpty && slower.isEmpty) ? .hold : rule.finding
    }

    /// What is to be done: always go for a judge that only observes, see ``finding``.
    package var decision: JudgeFinding { settings.observesOnly ? .go : finding }

    /// Whether the evidence alone holds or rolls back.
    package var evidenceFinding: JudgeFinding { rule.finding }

    /// What is wrong with the traffic, the gravest first.
    package var troubles: [TrafficTrouble] {
        sanity.troubles(silentSeconds: settings.silentSeconds)
    }

    /// Whether only crash votes count at the moment.
    package var isWarmingUp: Bool {
        guard let heardFrom else { return true }
        return nextSecond <= heardFrom && settings.warmUpSeconds > 0
    }

    /// Whether the baseline has traffic to compare with; false at a weight of 100%.
    package var hasControl: Bool { weight < 1 }

    /// The streams by what they add to the evidence, the gravest first.
    package var attribution: [VoteStream] {
        streams.enumerated().sorted { left, right in
            left.element.contribution == right.element.contribution
                ? left.offset < right.offset
                : left.element.contribution > right.element.contribution
        }.map(\.element)
    }

    /// One of the nine streams.
    package subscript(name: StreamName) -> VoteStream? {
        streams.first { $0.name == name }
    }

    /// How many times the baseline's rate the canary's is, with a range that holds at all times.
    ///
    /// For latency it is the rate of requests slower than the baseline's quantile; how many times
    /// slower the quantile itself is says ``slowdown(_:alpha:)``.
    package func ratio(of metric: JudgedMetric, alpha: Double = 0.01) -> Estimate {
        for (number, other) in JudgedMetric.allCases.enumerated() where other == metric {
            return effects[number].estimate(alpha: alpha)
        }
        return Estimate(point: nil, lower: 0, upper: nil)
    }

    /// The quantile of both revisions in milliseconds, over the same times; nil for errors.
    package func quantiles(
        _ metric: JudgedMetric,
        alpha: Double = 0.01
    ) -> (canary: Estimate, baseline: Estimate)? {
        guard let quantile = metric.quantile else { return nil }
        let dispersion = Self.terms(.excess, of: metric, settings).dispersion
        return (
            latencies.canary(quantile, alpha: alpha, dispersion: dispersion),
            latencies.baseline(quantile, alpha: alpha, dispersion: dispersion)
        )
    }

    /// How many times slower the canary's quantile is; nil for errors.
    ///
    /// The range is from the two quantiles' own, each at half of `alpha`.
    package func slowdown(_ metric: JudgedMetric, alpha: Double = 0.01) -> Estimate? {
        guard let (canary, baseline) = quantiles(metric, alpha: alpha / 2) else { return nil }
        let point = canary.point.flatMap { mine in baseline.point.map { mine / $0 } }
        let upper = canary.upper.flatMap { baseline.lower > 0 ? $0 / baseline.lower : nil }
        return Estimate(
            point: point,
            lower: baseline.upper.map { canary.lower / $0 } ?? 0,
            upper: upper
        )
    }

    /// Whether the ranges of both revisions' quantile lie further apart than is tolerated.
    ///
    /// The votes on latency count the requests that are slower than the baseline's usually are.
    /// When the baseline was slow lately and no longer is, a canary that stayed slow is no slower
    /// than usual, and they see nothing; over the same times the two quantiles still differ. The
    /// ranges hold at all times, together over the quantiles with 99%, as far as the dispersion is
    /// right; no more than a hold rests on that.
    func isSlower(_ metric: JudgedMetric) -> Bool {
        guard hasControl, streams.contains(where: { $0.name.metric == metric && $0.weight > 0 }),
            let (canary, baseline) = quantiles(metric, alpha: 0.01 / 6),
            let usual = baseline.upper
        else { return false }
        let limit = settings.canaryLimit(metric, stable: LatencyTally.bucket(of: usual) - 1)
        return canary.lower >= LatencyTally.edges[min(limit + 1, LatencyTally.bucketCount)]
    }

    /// Seconds until the evidence is decisive at its present pace; nil when it does not rise.
    package var secondsToDecision: Double? {
        guard rolledBackAt == nil else { return nil }
        return trend.seconds(until: settings.rule.rollbackAt)
    }

    /// Whether the present stage proved that errors, p95 and p99 are not so many times worse.
    package var isCleared: Bool { proofs.allSatisfy { $0.provenAt != nil } }

    /// The second in which a metric's proof was complete; nil while it is not.
    ///
    /// p50 is not proven: it is nil.
    package func clearedAt(_ metric: JudgedMetric) -> Int? {
        proofs.first { $0.metric == metric }?.provenAt
    }

    /// The e-value against "so many times worse" of a metric in the present stage; nil for p50.
    package func clearEvidence(_ metric: JudgedMetric) -> Double? {
        proofs.first { $0.metric == metric }?.evidence
    }

    /// Seconds of the present stage so far.
    package var stageSeconds: Int { nextSecond - stageStart }

    /// The smallest multiple of the baseline's error rate that so many requests could show.
    ///
    /// By the information bound: no test at all could have seen less by now. Nil when not even a
    /// canary that fails every request would have been seen.
    package var smallestVisibleRatio: Double? {
        let canary = cost.canaryRequests
        let baseline = cost.baselineRequests
        let usual = ((cost.baselineRate ?? 0) * baseline + 0.5) / (baseline + 1)
        let needed = settings.rule.rollbackAt.naturalLogarithm
        func information(_ ratio: Double) -> Double {
            let rate = min(1, usual * ratio)
            let pooled = (canary * rate + baseline * usual) / max(canary + baseline, 1)
            return canary * Self.divergence(rate, pooled)
                + baseline * Self.divergence(usual, pooled)
        }
        guard information(1 / usual) >= needed else { return nil }
        var (low, high) = (1.0, 1 / usual)
        for _ in 0..<60 {
            let middle = 0.5 * (low + high)
            if information(middle) >= needed { high = middle } else { low = middle }
        }
        return high
    }

    /// The Kullback–Leibler divergence of two shares.
    private static func divergence(_ share: Double, _ other: Double) -> Double {
        guard other > 0, other < 1 else { return 0 }
        let hit = share > 0 ? share * (share / other).naturalLogarithm : 0
        let miss = share < 1 ? (1 - share) * ((1 - share) / (1 - other)).naturalLogarithm : 0
        return hit + miss
    }
}
