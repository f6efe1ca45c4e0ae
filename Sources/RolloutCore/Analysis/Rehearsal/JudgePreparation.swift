/// What a release's judge is set to before its first request, and on what that rests.
///
/// Journaled as one event, so that a crash or a replay judges by the same.
package struct JudgePreparation: Sendable, Hashable, Codable {
    /// How the votes were set.
    package var rehearsal: JudgeRehearsal
    /// Where the history is from, such as `own observation`; empty without any.
    package var source: String
    /// What was found wrong with the history and what was done about it, in words.
    package var remarks: [String]
    /// What is usual for each level that both revisions share.
    package var gauges: [GaugePreparation]

    /// A preparation with what was found.
    package init(
        rehearsal: JudgeRehearsal,
        source: String = "",
        remarks: [String] = [],
        gauges: [GaugePreparation] = []
    ) {
        self.rehearsal = rehearsal
        self.source = source
        self.remarks = remarks
        self.gauges = gauges
    }

    /// What a person reads: on what the judge was rehearsed, and what that means.
    package var sentence: String {
        let from = source.isEmpty ? "" : " (\(source))"
        let repaired = remarks.isEmpty ? "" : "; " + remarks.joined(separator: "; ")
        let levels = gauges.isEmpty ? "" : "; " + gaugeWords
        return rehearsal.sentence + from + repaired + levels
    }

    /// Whether the votes rest on fake releases.
    package var isRehearsed: Bool {
        if case .fakeReleases = rehearsal.basis { true } else { false }
    }

    private var gaugeWords: String {
        let known = gauges.filter { $0.watch != nil }.map(\.metric.rawValue)
        let unknown = gauges.filter { $0.watch == nil }.map(\.metric.rawValue)
        var parts: [String] = []
        if !known.isEmpty { parts.append("\(known.spokenList) compared with the history") }
        if !unknown.isEmpty { parts.append("\(unknown.spokenList) watched by the limits only") }
        return parts.joined(separator: ", ")
    }
}

/// What is known of one level that both revisions share, before a release.
package struct GaugePreparation: Sendable, Hashable, Codable {
    /// The level's metric.
    package var metric: MetricName
    /// What its excursions usually are and where it stood; nil when the history does not say.
    package var watch: ExcursionWatch?
    /// Why the history does not say; nil when it does.
    package var problem: CalibrationProblem?

    /// Learns from blocks of 10 s, oldest first, which end where the release begins; nil is a block
    /// in which nothing was read.
    ///
    /// `planned` is how long the release takes by its plan.
    package init(_ metric: MetricName, history: [Double?], planned: Duration) {
        self.metric = metric
        do throws(CalibrationProblem) {
            let windows = ExcursionWindows(release: planned)
            let calibration = try ExcursionCalibration(history: history, windows: windows)
            watch = try ExcursionWatch(calibration, before: history)
        } catch {
            problem = error
        }
    }
}
