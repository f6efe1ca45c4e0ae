/// Judges criteria: by the evidence gathered on a difference, and by plain limits.
///
/// Plain limits need more than a figure over them: the whole 99.9% interval has to lie beyond,
/// because the question is asked every second and a good release must not be stopped by one unlucky
/// second. Missing numbers are never a pass.
package struct CriterionJudge: Judge {
    /// Standard errors of a two-sided 99.9% interval of the normal distribution.
    static let z = 3.2905
    /// Readings in a row over a ceiling that count, so that one odd poll decides nothing.
    package static let readingsInRow = 3
    /// Lost request records, as a share of all, beyond which the records say nothing.
    static let tolerableLoss = 0.01

    /// The judge; it has no state.
    package init() {}

    package func verdict(
        on criterion: Criterion,
        in window: MetricWindow,
        at now: Timestamp
    )
        -> Verdict
    {
        verdict(on: criterion, Survey(window, within: criterion.window, before: now), at: now)
    }

    /// Sums the window once for all criteria that look equally far back.
    package func verdicts(
        on criteria: [Criterion],
        in window: MetricWindow,
        at now: Timestamp
    )
        -> [MetricName: Verdict]
    {
        var surveys: [Duration: Survey] = [:]
        var verdicts: [MetricName: Verdict] = [:]
        for criterion in criteria {
            let survey =
                surveys[criterion.window]
                ?? Survey(window, within: criterion.window, before: now)
            surveys[criterion.window] = survey
            verdicts[criterion.metric] = verdict(on: criterion, survey, at: now)
        }
        return verdicts
    }

    private func verdict(on criterion: Criterion, _ survey: Survey, at now: Timestamp) -> Verdict {
        if let silence = silence(criterion, survey.recent, at: now) {
            return Verdict(.unmeasured, Evidence(silence))
        }
        let arms = survey.arms
        let gathered = difference(criterion, survey.window)
        switch criterion.measure {
        case .errorRate:
            return shares(criterion, arms, gathered: gathered, noun: "requests") { traffic, _ in
                Proportion(part: Double(traffic.errors), whole: Double(traffic.requests))
            }.joined(by: GaugeReport(alone: criterion, survey.window))
        case .failureShare:
            return shares(criterion, arms, noun: "deliveries") { _, readings in
                Proportion(
                    part: readings.reduce(0) { $0 + $1.value },
                    whole: readings.reduce(0) { $0 + ($1.whole ?? 0) }
                )
            }
        case .latency(let quantile):
            return latency(criterion, arms, gathered: gathered, quantile: quantile)
                .joined(by: GaugeReport(alone: criterion, survey.window))
        case .saturation, .level, .sharedLevel:
            return level(criterion, survey.judged)
                .joined(by: GaugeReport(criterion, survey.window))
        }
    }

    /// Why nothing can be said, or nil when fresh numbers are there.
    private func silence(
        _ criterion: Criterion,
        _ samples: [Sample],
        at now: Timestamp
    )
        -> String?
    {
        let fresh = samples.filter { sample in
            criterion.measure.origin == nil
                ? sample.hasTraffic
                    // What stable offers says nothing about a canary that has gone silent.
                : sample.readings.contains { $0.metric == criterion.metric && $0.arm != .stable }
        }
        guard let newest = fresh.last else {
            return "nothing measured in the last \(criterion.window.spoken)"
        }
        let age = now - (newest.second + .seconds(1))
        if age > criterion.staleness {
            return "nothing measured for \(age.spoken), allowed are \(criterion.staleness.spoken)"
        }
        guard criterion.measure.origin == nil else { return nil }
        let lost = samples.reduce(0) { $0 + $1.lostRecords }
        let all = samples.reduce(lost) { $0 + $1.stable.requests + $1.canary.requests }
        guard Double(lost) > Self.tolerableLoss * Double(all) else { return nil }
        return "\(lost.grouped) of \(all.grouped) request records were lost"
    }
}

/// What a judgement looks at, of one length of time.
private struct Survey {
    /// All samples of that time.
    let recent: [Sample]
    /// Those of the present weight.
    let judged: [Sample]
    /// Their sums.
    let arms: Arms
    /// All there is.
    let window: MetricWindow

    init(_ window: MetricWindow, within span: Duration, before now: Timestamp) {
        self.window = window
        recent = Array(window.samples(within: span, before: now))
        judged = Array(window.judged(within: span, before: now))
        arms = Arms(judged, baseline: window.baseline)
    }
}

/// The samples of one judgement, summed by arm.
struct Arms {
    var canary = Traffic()
    var stable = Traffic()
    var canaryReadings: [MetricName: [Reading]] = [:]
    var stableReadings: [MetricName: [Reading]] = [:]
    /// Whole seconds in which the canary had requests.
    var seconds = 0
    /// Whether stable's side is what it served before it lost its last request.
    var usesBaseline = false

    init(_ samples: [Sample], baseline: [Sample]) {
        for sample in samples {
            canary.add(sample.canary)
            seconds += sample.canary.requests > 0 ? 1 : 0
            for reading in sample.readings where reading.arm == .canary {
                canaryReadings[reading.metric, default: []].append(reading)
            }
        }
        // At 100% there is no comparison over the same seconds: what still ends on stable began
        // before, and is only what takes long.
        usesBaseline = !baseline.isEmpty
        for sample in usesBaseline ? baseline : samples {
            stable.add(sample.stable)
            for reading in sample.readings where reading.arm == .stable {
                stableReadings[reading.metric, default: []].append(reading)
            }
        }
    }

    /// What stable's figures are, when they are not of the same seconds.
    var comparison: String { usesBaseline ? "stable before 100%" : "stable" }
}
