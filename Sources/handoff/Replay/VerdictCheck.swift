import RolloutCore
import RolloutJournal

/// Judges a recording again, from its samples alone.
///
/// Of every second that was judged, what the core decides now must be what was recorded then: the
/// verdicts that changed, and what followed from them. Verdicts that were recorded as a gate opened
/// are judged again at that moment.
struct VerdictCheck: Encodable, Sendable {
    /// The first verdict that is another one now.
    struct Disagreement: Encodable, Sendable {
        /// The entry it is about.
        var sequence: Int
        /// When that was made.
        var at: String
        /// What was recorded.
        var recorded: String
        /// What comes out now.
        var found: String
    }

    /// The most that was ever held against the release by one criterion.
    struct Odds: Encodable, Sendable {
        /// Higher ones are told as this.
        static let most = 1_000_000.0

        var metric: String
        /// So much to one.
        var against: Double
        /// When.
        var at: String
    }

    /// The version of handoff that recorded it.
    private(set) var recordedBy = ""
    /// The version that judges it now.
    let judgedBy = Handoff.version
    /// The highest odds at a verdict of each criterion, the highest first; those of criteria that
    /// gather evidence.
    private(set) var odds: [Odds] = []
    /// Seconds that were judged again.
    private(set) var seconds = 0
    /// Recorded verdicts that agree.
    private(set) var verdicts = 0
    /// Rollbacks and holds by a criterion that agree.
    private(set) var consequences = 0
    /// The first that does not; nothing was looked at after it.
    private(set) var disagreement: Disagreement?

    /// The check of a whole recording.
    init(_ recording: OpenRecording) throws {
        var rollout: Rollout?
        var sequence = 0
        while disagreement == nil {
            let entries = try recording.reader.entries(
                of: recording.release,
                after: sequence,
                limit: KeyframeFile.batch * 2
            )
            guard let last = entries.last else { return }
            // What was decided on a second lies behind it; the last of a batch waits for more.
            let isEnd = entries.count < KeyframeFile.batch * 2
            let whole = isEnd ? entries.count : Self.wholeCount(entries)
            check(Array(entries[..<whole]), &rollout)
            if isEnd { return }
            sequence = whole == 0 ? last.sequence : entries[whole - 1].sequence
        }
    }

    /// Entries up to the last second of them.
    private static func wholeCount(_ entries: [Entry]) -> Int {
        entries.lastIndex { if case .sampled = $0.event { true } else { false } } ?? entries.count
    }

    private mutating func check(_ entries: [Entry], _ state: inout Rollout?) {
        for (place, entry) in entries.enumerated() {
            guard var rollout = state else {
                let first = Rollout(entry)
                recordedBy = first.start.version
                state = first
                continue
            }
            state = nil
            switch entry.event {
            case .sampled(let sample) where rollout.isJudging:
                seconds += 1
                compare(sample, entry, with: entries[(place + 1)...], rollout)
            case .judged(let metric, let verdict):
                compare(verdict, of: metric, entry, rollout)
            default: break
            }
            guard disagreement == nil else { return }
            rollout.apply(entry)
            state = rollout
        }
    }

    /// What follows a second must be what the core decides on it.
    private mutating func compare(
        _ sample: Sample,
        _ entry: Entry,
        with later: ArraySlice<Entry>,
        _ rollout: Rollout
    ) {
        let input = Input.observed(.sample(sample))
        let decided = (try? rollout.decide(input, at: entry.at, judge: CriterionJudge())) ?? []
        let expected = decided.filter(\.isVerdict)
        let recorded = later.prefix { next in
            if case .sampled = next.event { false } else { next.at == entry.at }
        }.filter(\.event.isVerdict)
        for (place, event) in expected.enumerated() {
            let found = recorded.dropFirst(place).first
            guard found?.event != event else {
                if case .judged = event { continue }
                consequences += 1
                continue
            }
            disagreement = Disagreement(
                sequence: found?.sequence ?? entry.sequence,
                at: entry.at.iso,
                recorded: found.map { $0.event.verdictWords } ?? "no verdict after this second",
                found: event.verdictWords
            )
            return
        }
        // Verdicts beyond those are looked at by themselves, what follows from one is not.
        if let found = recorded.dropFirst(expected.count).first(where: \.event.isConsequence) {
            disagreement = Disagreement(
                sequence: found.sequence,
                at: found.at.iso,
                recorded: found.event.verdictWords,
                found: "nothing that would stop the release"
            )
        }
    }

    private mutating func compare(
        _ verdict: Verdict,
        of metric: MetricName,
        _ entry: Entry,
        _ rollout: Rollout
    ) {
        let found = CriterionJudge()
            .verdicts(on: rollout.plan.criteria, in: rollout.window, at: entry.at)[metric]
        guard found != verdict else {
            verdicts += 1
            note(verdict, of: metric, at: entry.at)
            return
        }
        disagreement = Disagreement(
            sequence: entry.sequence,
            at: entry.at.iso,
            recorded: Event.judged(metric, verdict).verdictWords,
            found: found.map { Event.judged(metric, $0).verdictWords } ?? "no such criterion"
        )
    }

    private mutating func note(_ verdict: Verdict, of metric: MetricName, at moment: Timestamp) {
        // Evidence without a bound has no number that JSON could hold.
        guard let against = verdict.evidence.odds.map({ min($0, Odds.most) }) else { return }
        let place = odds.firstIndex { $0.metric == metric.rawValue }
        if let place {
            guard odds[place].against < against else { return }
            odds.remove(at: place)
        }
        odds.append(Odds(metric: metric.rawValue, against: against, at: moment.iso))
        odds.sort { ($1.against, $0.metric) < ($0.against, $1.metric) }
    }

    /// For people.
    var text: String { ([builds, outcome] + oddsLines).joined(separator: "\n") }

    private var builds: String {
        recordedBy == judgedBy
            ? "recorded by handoff \(recordedBy), which judges it again"
            : "recorded by handoff \(recordedBy), judged again by handoff \(judgedBy)"
    }

    private var oddsLines: [String] {
        odds.map { odds in
            let against = odds.against.formatted(digits: odds.against < 10 ? 1 : 0, trimmed: true)
            return "  \(odds.metric): \(against):1 against the release at most, at \(odds.at)"
        }
    }

    private var outcome: String {
        let counts =
            "\(verdicts.grouped) verdicts and \(consequences.grouped) rollbacks or holds of "
            + "\(seconds.grouped) judged seconds agree"
        guard let disagreement else { return counts }
        return "entry \(disagreement.sequence) of \(disagreement.at) does not agree.\n"
            + "  recorded: \(disagreement.recorded)\n  found now: \(disagreement.found)\n"
            + "Before it, \(counts)."
    }
}

extension Event {
    /// Whether a judgement of samples leads to it.
    fileprivate var isVerdict: Bool {
        switch self {
        case .judged, .rollbackStarted(.criterion): true
        case .held(let hold): hold.metric != nil
        default: false
        }
    }

    fileprivate var isConsequence: Bool { if case .judged = self { false } else { isVerdict } }

    fileprivate var verdictWords: String {
        switch self {
        case .judged(let metric, let verdict):
            "\(metric) \(verdict.kind.rawValue): \(verdict.evidence.sentence)"
        case .rollbackStarted(let cause): "rolled back: \(cause.sentence)"
        case .held(let hold): "held: \(hold.reason)"
        default: "\(self)"
        }
    }
}
