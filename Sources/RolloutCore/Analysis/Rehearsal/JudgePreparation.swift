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
    /// What is usual for each share that is judged by its difference, for when no stable revision
    /// is left to compare with.
    package var failures: [FailurePreparation]

    /// A preparation with what was found.
    package init(
        rehearsal: JudgeRehearsal,
        source: String = "",
        remarks: [String] = [],
        gauges: [GaugePreparation] = [],
        failures: [FailurePreparation] = []
    ) {
        self.rehearsal = rehearsal
        self.source = source
        self.remarks = remarks
        self.gauges = gauges
        self.failures = failures
    }

    /// What a person reads: on what the judge was rehearsed, and what that means.
    package var sentence: String {
        let from = source.isEmpty ? "" : " (\(source))"
        let repaired = remarks.isEmpty ? "" : "; " + remarks.joined(separator: "; ")
        let levels = gauges.isEmpty ? "" : "; " + gaugeWords
        let alone = failures.isEmpty ? "" : "; at 100%, " + aloneWords
        return rehearsal.sentence + from + repaired + levels + alone
    }

    /// Whether the votes rest on fake releases.
    package var isRehearsed: Bool {
        if case .fakeReleases = rehearsal.basis { true } else { false }
    }

    private var gaugeWords: String {
        Self.words(
            gauges.map { ($0.metric, $0.watch != nil) },
            without: "watched by the limits only"
        )
    }

    private var aloneWords: String {
        Self.words(
            failures.map { ($0.metric, $0.watch != nil) },
            without: "judged by limits and crashes only"
        )
    }

    private static func words(_ metrics: [(MetricName, Bool)], without: String) -> String {
        func names(_ isKnown: Bool) -> [String] {
            metrics.filter { $0.1 == isKnown }.map(\.0.rawValue)
        }
        let (known, unknown) = (names(true), names(false))
        var parts: [String] = []
        if !known.isEmpty { parts.append("\(known.spokenList) compared with the history") }
        if !unknown.isEmpty { parts.append("\(unknown.spokenList) \(without)") }
        return parts.joined(separator: ", ")
    }
}

extension JudgePreparation {
    private enum CodingKeys: String, CodingKey {
        case rehearsal
        case source
        case remarks
        case gauges
        case failures
    }

    /// Reads a preparation; those that were journaled before there were any have no failures.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            rehearsal: try container.decode(JudgeRehearsal.self, forKey: .rehearsal),
            source: try container.decode(String.self, forKey: .source),
            remarks: try container.decode([String].self, forKey: .remarks),
            gauges: try container.decode([GaugePreparation].self, forKey: .gauges),
            failures: try container.decodeIfPresent([FailurePreparation].self, forKey: .failures)
                ?? []
        )
    }

    /// Writes a preparation as those were written that have no failures.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(rehearsal, forKey: .rehearsal)
        try container.encode(source, forKey: .source)
        try container.encode(remarks, forKey: .remarks)
        try container.encode(gauges, forKey: .gauges)
        if !failures.isEmpty { try container.encode(failures, forKey: .failures) }
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
