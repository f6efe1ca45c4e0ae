package import RolloutCore

/// What a replay begins at instead of the first entry: the fold so far, without what the journal
/// and the passages of an index hold already.
///
/// Judges continue from it bit for bit: ``moment(_:)`` and the entries after it give the very
/// state that folding from the start gives, which a test does at random places.
package struct Keyframe: Sendable, Codable {
    /// Where one line of a chart begins, and how far it reaches.
    struct Line: Sendable, Hashable, Codable {
        var metric: MetricName
        var arm: Arm?
        var first: Int64
        var count: Int
    }

    /// What a keyframe is completed with.
    package struct Supplement: Sendable {
        /// The recording's lines of events up to the keyframe or further.
        package var lines: [EventLine]
        /// The passages that ``Keyframe/firstSecond`` and later seconds lie in, in their order.
        package var passages: [Passage]
        /// The ``Keyframe/sampleCount`` last samples up to the keyframe.
        package var samples: [Sample]
        /// The ``Keyframe/baselineCount`` last samples up to ``Keyframe/baselineEnd``.
        package var baseline: [Sample]

        /// What was read.
        package init(
            lines: [EventLine],
            passages: [Passage],
            samples: [Sample],
            baseline: [Sample]
        ) {
            self.lines = lines
            self.passages = passages
            self.samples = samples
            self.baseline = baseline
        }
    }

    private var rollout: Rollout
    private var marks: [Picture.Mark]
    private var wayBack: Picture.WayBack?
    private var lastJudged: [MetricName: Verdict]
    private var began: Timestamp?
    private var fleetVersion: Int
    private var source: EventLines
    private var lineCount: Int
    private var linesKept: Int
    private var charts: [Line]
    /// How many samples the state had in its window.
    package private(set) var sampleCount: Int
    /// How many samples of stable it had kept.
    package private(set) var baselineCount: Int
    /// The sequence at which those were kept.
    package private(set) var baselineEnd: Int

    /// The keyframe of a picture; nil before its first entry.
    init?(_ picture: Picture, baselineEnd: Int) {
        guard let rollout = picture.rollout else { return nil }
        self.rollout = rollout
        marks = picture.marks
        wayBack = picture.wayBack
        lastJudged = picture.lastJudged
        began = picture.began
        fleetVersion = picture.fleetVersion
        source = picture.log.source
        lineCount = picture.log.count
        linesKept = picture.log.lines.count
        charts = picture.history.series.map { key, series in
            Line(
                metric: key.metric,
                arm: key.arm,
                first: series.first,
                count: series.values.count
            )
        }
        sampleCount = rollout.window.samples.count
        baselineCount = rollout.window.baseline.count
        self.baselineEnd = baselineEnd
    }

    /// The sequence of the last entry in it.
    package var sequence: Int { rollout.sequence }

    /// The first second, since 1970, that a chart still shows; nil when there is none.
    package var firstSecond: Int64? { charts.map(\.first).min() }

    /// The whole of it.
    package func moment(_ supplement: Supplement) -> Moment {
        let sequence = rollout.sequence
        let known = supplement.lines[..<supplement.lines.firstPlace { $0.sequence > sequence }]
        return Moment(
            Picture(
                rollout: rollout.with(
                    samples: supplement.samples,
                    baseline: supplement.baseline
                ),
                history: MetricHistory(series: series(supplement.passages)),
                log: EventLog(
                    lines: Array(known.suffix(linesKept)),
                    count: lineCount,
                    source: source
                ),
                marks: marks,
                wayBack: wayBack,
                lastJudged: lastJudged,
                began: began,
                fleetVersion: fleetVersion
            )
        )
    }

    private func series(_ passages: [Passage]) -> [MetricHistory.Key: Series] {
        var found: [MetricHistory.Key: Series] = [:]
        let keys = rollout.plan.charts
        for line in charts {
            var series = Series()
            series.first = line.first
            series.values = Array(repeating: nil, count: line.count)
            found[MetricHistory.Key(metric: line.metric, arm: line.arm)] = series
        }
        for passage in passages {
            for (key, column) in zip(keys, passage.values ?? []) where found[key] != nil {
                passage.fill(&found[key, default: Series()], with: column)
            }
        }
        return found
    }
}

extension Plan {
    /// The lines of all charts, in the order of their columns in a passage.
    var charts: [MetricHistory.Key] {
        criteria.flatMap { criterion in
            criterion.measure.arms.map { MetricHistory.Key(metric: criterion.metric, arm: $0) }
        }
    }
}
