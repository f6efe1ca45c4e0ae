extension VerdictWording {
    /// The metric that speaks loudest against the release.
    var culprit: JudgedMetric {
        judge.attribution.first?.name.metric ?? .errors
    }

    /// The effect on a metric with its range, as it follows the head of a sentence.
    func effects(of metric: JudgedMetric, evidence: Bool = false) -> String {
        let odds = evidence ? ", evidence \(Self.odds(judge.evidence))" : ""
        return ": " + (metric == .errors ? errors : slowness(metric)) + odds + "."
    }

    private var errors: String {
        guard let canary = judge.cost.canaryRate else { return "errors of the canary" }
        let range = judge.ratio(of: .errors, alpha: Self.alpha)
        let baseline = judge.cost.baselineRate
        var text = "errors " + Self.percent(canary)
        if let baseline { text += " vs " + Self.percent(baseline) }
        let ratio = baseline.flatMap { $0 > 0 ? canary / $0 : nil }
        return text + bracket(ratio, range.point == nil ? nil : range)
    }

    /// Both quantiles of a latency metric, and how many times slower the canary's is.
    func slowness(_ metric: JudgedMetric) -> String {
        guard let (canary, baseline) = judge.quantiles(metric, alpha: Self.alpha),
            let mine = canary.point, let theirs = baseline.point
        else { return "\(metric.rawValue) of the canary" }
        let range = judge.slowdown(metric, alpha: Self.alpha)
        return "\(metric.rawValue) \(Self.milliseconds(mine)) vs \(Self.milliseconds(theirs))"
            + bracket(range?.point, range)
    }

    /// The ratio and its range; nothing when neither is known.
    private func bracket(_ ratio: Double?, _ range: Estimate?) -> String {
        var parts: [String] = []
        if let ratio { parts.append(Self.times(ratio)) }
        let sure = Self.percent(1 - Self.alpha)
        switch (range?.lower ?? 0, range?.upper) {
        case (let lower, let upper?) where range != nil:
            parts.append("\(sure) interval \(Self.multiple(lower))-\(Self.times(upper))")
        // Less than "as often" is no news beside a verdict that says more.
        case (let lower, nil) where lower >= 1:
            parts.append("\(sure) certain: at least \(Self.times(lower))")
        default: break
        }
        return parts.isEmpty ? "" : " (" + parts.joined(separator: ", ") + ")"
    }

    /// What it cost in requests.
    var cost: String {
        let extra = judge.cost.extraErrors.rounded()
        guard extra >= 1 else { return "No extra failed requests." }
        return "About \(Self.counted(extra, "extra failed request"))."
    }

    /// The other metrics that rose, strong or weak.
    var alsoUp: [String] {
        let others: [String] = JudgedMetric.allCases.filter { $0 != culprit }.compactMap { metric in
            let most =
                judge.streams.filter { $0.name.metric == metric }.map(\.evidence).max() ?? 0
            guard most >= 3 else { return nil }
            let ratio =
                metric == .errors
                ? judge.ratio(of: .errors, alpha: Self.alpha).point
                : judge.slowdown(metric, alpha: Self.alpha)?.point
            let words =
                [ratio.map(Self.times), most < 20 ? "weak" : "strong"].compactMap { $0 }
            return "\(metric.rawValue) (\(words.joined(separator: ", ")))"
        }
        return others.isEmpty ? [] : ["Also up: \(others.joined(separator: ", "))."]
    }

    /// What weakens the promise.
    var caveat: [String] {
        judge.settings.calibration.isRehearsed(culprit)
            ? [] : ["Unrehearsed: the promise is weaker."]
    }

    /// What is wrong with the traffic, as a sentence.
    func told(_ trouble: TrafficTrouble) -> String {
        switch trouble {
        case .canaryGetsNothing(let seconds):
            "The canary got no request for \(Self.spoken(seconds)), though some were due."
        case .canaryGetsTooLittle(let requests, let expected):
            "The canary got \(Self.counted(requests, "request")) in 30 s where about "
                + "\(Self.whole(expected)) were due."
        case .requestsHang(let requests):
            "\(Self.counted(requests, "request")) of the canary hang: open for more than 10 s."
        case .sourceSilent(let seconds):
            "Nothing was measured for \(Self.spoken(seconds))."
        }
    }
}
