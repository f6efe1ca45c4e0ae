/// How differences between canary and stable are judged; fixed when the release starts.
///
/// The promise holds because none of it depends on what the release does: of good releases at most
/// ``falseRollbacks`` are ever rolled back, however often the judge looks (`ReleaseJudge`).
package struct JudgePlan: Sendable, Hashable, Codable {
    /// How many good releases of 100 may be rolled back by mistake, above 0.
    ///
    /// Four fifths are spent on differences, the rest is kept for gauges.
    package var falseRollbacks = 1.0
    /// The evidence, n:1, at which the release waits and says why; above 1.
    package var holdAt = 10.0
    /// How many times worse than stable "cleared" rules out; above 1.
    package var clearAgainst = 2.0
    /// How sure "cleared" is, in percent, 50 through 99.9.
    package var clearConfidence = 95.0
    /// How long after the canary's first request only crashes count.
    @InMicroseconds package var warmUp: Duration
    /// Seconds a vote takes while the judge is unrehearsed, 1 through 60; 5 when nil.
    ///
    /// A rehearsal chooses its own, by what the service was seen to do.
    package var voteSeconds: Int?
    /// Least seconds at a weight once the canary is proven not to be ``clearAgainst`` times worse.
    ///
    /// Nil always takes the time the plan gives.
    package var earlySeconds: Int?

    /// Where the service's past is known from beside what was observed here; nil for nowhere.
    package var history: PrometheusHistory?

    /// The design's settings.
    package init() {
        warmUp = .seconds(120)
    }

    /// The evidence, n:1, that rolls back: 125 at the design's 1%.
    package var rollbackAt: Double { 100 / (0.8 * falseRollbacks) }
}

extension Plan {
    /// The judge's settings for criteria that are judged together, by what each looks at.
    func judgeSettings(
        for metrics: [JudgedMetric: Criterion],
        _ preparation: JudgePreparation? = nil
    ) -> JudgeSettings {
        let startMass = StartMass(
            plannedSeconds: max(1, Int(plannedLength.components.seconds)),
            laterStages: stages.count - 1,
            // Gates wait for people, and a hold for the evidence: nobody knows how long it takes.
            isOpenEnded: true
        )
        let names = StreamName.allCases.filter { metrics[$0.metric] != nil }
        let whole = names.reduce(0) { $0 + $1.usualWeight }
        let weights = names.map { ($0, $0.usualWeight / whole) }
        var settings = JudgeSettings(
            startMass: startMass,
            calibration: calibration(preparation),
            weights: Dictionary(uniqueKeysWithValues: weights)
        )
        settings.rule.rollbackAt = judge.rollbackAt
        settings.rule.holdAt = judge.holdAt
        settings.clearAgainst = judge.clearAgainst
        settings.clearAt = 100 / (100 - judge.clearConfidence)
        settings.warmUpSeconds = Int(judge.warmUp.components.seconds)
        settings.errorTolerance = metrics[.errors]?.tolerate.map { $0 / 100 } ?? 0
        settings.latencyTolerances = metrics.compactMapValues { $0.tolerate.map { $0 / 100 } }
        settings.leastSlowdowns = metrics.compactMapValues(\.atLeast)
        return settings
    }

    /// How long the release takes from its first request by the plan, when nobody has to be asked.
    package var plannedLength: Duration { stages.reduce(warm) { $0 + $1.bake } }

    /// The settings of one judge of everything that is judged, for rehearsing it; nil when nothing
    /// is, as on a first release.
    package var rehearsedSettings: JudgeSettings? {
        let judged = criteria.compactMap { criterion in criterion.judged.map { ($0, criterion) } }
        guard stable != nil, !judged.isEmpty else { return nil }
        return judgeSettings(for: Dictionary(judged, uniquingKeysWith: { first, _ in first }))
    }

    /// What was found of the service; where that is no rehearsal, what the plan asks for.
    private func calibration(_ preparation: JudgePreparation?) -> JudgeCalibration {
        let found = preparation.map { $0.rehearsal.calibration(from: $0.source) } ?? .unrehearsed
        guard !found.isRehearsed, let seconds = judge.voteSeconds else { return found }
        let terms = StreamTerms(blockSeconds: seconds, dispersion: 4)
        let all = StreamName.allCases.map { ($0, terms) }
        return JudgeCalibration(basis: .unrehearsed, terms: Dictionary(uniqueKeysWithValues: all))
    }
}
