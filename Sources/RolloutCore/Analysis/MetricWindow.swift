/// What a judgement may use: the newest samples, bounded in number, and the evidence gathered from
/// all of them.
package struct MetricWindow: Sendable, Hashable {
    /// Most samples kept: two minutes of seconds, twice the longest default window.
    package static let capacity = 120

    /// The samples, oldest first, at most ``capacity``.
    package private(set) var samples: [Sample] = []
    /// What stable served before it lost its last request, for judging at 100%.
    package private(set) var baseline: [Sample] = []

    /// Where the judgement of the present weight begins: what an earlier weight showed says little
    /// about this one, and mixing weights would compare different times of day.
    package private(set) var since: Timestamp?

    /// The evidence on differences, one judge for criteria that are judged together.
    package private(set) var differences: [DifferenceJudge]
    /// How the levels move, those both revisions share and those of the canary.
    package private(set) var gauges: [GaugeWatch]
    /// What the canary has of failures while it serves alone; none where the history does not say
    /// what is usual.
    package private(set) var failures: [FailureWatch] = []
    /// Whether the service's history was looked for, so that its absence can be told.
    package private(set) var isPrepared = false

    /// A window nothing was measured in, with the judges that gather evidence and the watches over
    /// levels.
    package init(_ differences: [DifferenceJudge] = [], gauges: [GaugeWatch] = []) {
        self.differences = differences
        self.gauges = gauges
    }

    /// Sets the judges and the watches to what was found of the service's history.
    ///
    /// Without effect on a judge that has seen a second: its promise rests on settings that were
    /// fixed before.
    mutating func prepare(_ preparation: JudgePreparation, for plan: Plan) {
        guard differences.allSatisfy({ $0.origin == nil }) else { return }
        differences = DifferenceJudge.all(for: plan, preparation)
        gauges = GaugeWatch.all(for: plan, preparation)
        failures = preparation.failures.compactMap(\.watch)
        isPrepared = true
    }

    /// The watch over that criterion's level; nil when it looks at none.
    package func gauge(of criterion: Criterion) -> GaugeWatch? {
        gauges.first { $0.metric == criterion.metric }
    }

    /// What that criterion's share is compared with while the canary serves alone; nil otherwise.
    func excursion(of criterion: Criterion) -> ExcursionWatch? {
        failures.first { $0.metric == criterion.metric }?.excursion
    }

    /// What the levels, and what a canary alone has of failures, say together, with what the
    /// differences say as a second witness.
    package var gaugeAction: GaugeAction {
        let alone = failures.compactMap { watch in
            watch.excursion.map {
                GaugeFinding(metric: watch.metric, excursion: $0.level, capacity: nil)
            }
        }
        return Corroboration().action(
            gauges.map(\.finding) + alone,
            splitEvidence: differences.map(\.judge.evidence).max() ?? 1
        )
    }

    /// Has the watches look at the levels of that second.
    ///
    /// Only from a sample on that ``add(_:weight:settings:)`` took as well.
    mutating func watchGauges(_ sample: Sample, _ criteria: [Criterion]) {
        guard samples.last?.second == sample.second else { return }
        for index in gauges.indices {
            guard let criterion = criteria.first(where: { $0.metric == gauges[index].metric })
            else { continue }
            gauges[index].take(sample, criterion)
        }
    }

    /// The window again that had those samples, from what ``encode(to:)`` kept of it.
    package func with(samples: [Sample], baseline: [Sample]) -> MetricWindow {
        var window = self
        window.samples = samples
        window.baseline = baseline
        return window
    }

    /// The judge of what that criterion looks at; nil when no evidence is gathered on it.
    package func difference(of criterion: Criterion) -> DifferenceJudge? {
        guard let judged = criterion.judged else { return nil }
        return differences.first { $0.criteria[judged]?.metric == criterion.metric }
    }

    /// Begins anew for another weight; nothing is forgotten, older samples are no longer judged.
    package mutating func begin(at moment: Timestamp) {
        since = moment
    }

    /// Takes in the next second, in which the router gave the canary that share; one that is not
    /// newer than the last is dropped.
    ///
    /// Without a share, nil, the second has no say in what differs. `settings` is what the
    /// instances add to its counts.
    package mutating func add(
        _ sample: Sample,
        weight: Weight? = nil,
        settings: [Arm: ArmSetting] = [:]
    ) {
        if let last = samples.last, sample.second <= last.second { return }
        for index in differences.indices {
            differences[index].take(sample, weight: weight, settings: settings)
        }
        for index in failures.indices {
            failures[index].take(sample, weight: weight, settings: settings)
        }
        if samples.count == Self.capacity { samples.removeFirst() }
        samples.append(sample)
    }

    /// Remembers what stable served, because from now on it gets no requests to compare with.
    package mutating func keepBaseline() {
        baseline = samples
    }

    /// Forgets it, because stable gets requests again, of the same seconds as the canary's.
    package mutating func forgetBaseline() {
        baseline = []
    }

    /// The samples of the span before `now`.
    package func samples(within span: Duration, before now: Timestamp) -> ArraySlice<Sample> {
        let first = samples.firstIndex { $0.second >= now - span } ?? samples.endIndex
        return samples[first...]
    }

    /// Those of them whose whole second lies in the present weight.
    package func judged(within span: Duration, before now: Timestamp) -> ArraySlice<Sample> {
        let all = samples(within: span, before: now)
        guard let since else { return all }
        return all[(all.firstIndex { $0.second >= since } ?? all.endIndex)...]
    }
}

extension MetricWindow: Codable {
    private enum CodingKeys: String, CodingKey {
        case since
        case differences
        case gauges
        case failures
        case isPrepared
    }

    /// Reads what ``encode(to:)`` wrote; without samples, see ``with(samples:baseline:)``.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        since = try container.decodeIfPresent(Timestamp.self, forKey: .since)
        differences = try container.decode([DifferenceJudge].self, forKey: .differences)
        gauges = try container.decode([GaugeWatch].self, forKey: .gauges)
        // Windows that were kept before there were any have none.
        failures =
            try container.decodeIfPresent([FailureWatch].self, forKey: .failures) ?? []
        isPrepared = try container.decode(Bool.self, forKey: .isPrepared)
    }

    /// Writes everything but the samples, which the journal has already.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeIfPresent(since, forKey: .since)
        try container.encode(differences, forKey: .differences)
        try container.encode(gauges, forKey: .gauges)
        if !failures.isEmpty { try container.encode(failures, forKey: .failures) }
        try container.encode(isPrepared, forKey: .isPrepared)
    }
}
