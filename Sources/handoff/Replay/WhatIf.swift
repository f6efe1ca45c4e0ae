import RolloutCore
import RolloutJournal

/// A recording judged by other criteria, beside what really happened.
///
/// The other release folds the recorded entries, so it has the weights and phases that really
/// were; only what it is judged by differs. Of each second it is asked what the steward would have
/// decided.
struct WhatIf: Sendable {
    /// A moment at which a release stopped, or would have.
    struct Stop: Encodable, Sendable {
        var at: Timestamp
        /// `rolled back`, `held` or `waited`.
        var how: String
        var metric: String?
        var why: String
    }

    /// What the other criteria are called.
    let name: String
    let start: ReleaseStarted
    let began: Timestamp
    /// When traffic was off the canary, or the last entry, whichever came first.
    private(set) var exposedUntil: Timestamp
    /// The real rollback, whatever its cause.
    private(set) var realRollback: Stop?
    /// The first time a criterion really held it.
    private(set) var realHold: Stop?
    private(set) var rollback: Stop?
    private(set) var hold: Stop?
    /// The first gate that really opened and would not have.
    private(set) var gate: Stop?
    /// Criteria of which nothing was recorded.
    private(set) var unrecorded: [String] = []
    /// How long traffic would have taken to be off the canary, as the router's shifts took.
    private(set) var returning = Duration.zero
    /// All seconds with the canary's traffic.
    private(set) var real = ExposureTally()
    /// Those after the stop, once traffic would have been back.
    private(set) var after = ExposureTally()
    /// Judged seconds after it.
    private(set) var secondsAfter = 0

    init(
        _ recording: OpenRecording,
        by criteria: OtherCriteria,
        in environment: String? = nil
    ) throws {
        let entries = try recording.reader.entries(of: recording.release, limit: 1)
        guard let first = entries.first, case .releaseStarted(var start) = first.event else {
            throw NotDone("not judged: the recording has no first entry.")
        }
        self.start = start
        name = criteria.name
        began = first.at
        exposedUntil = first.at
        start.plan = try criteria.applied(to: start.plan, in: environment)
        var other = Rollout(
            Entry(release: first.release, sequence: 1, at: first.at, event: .releaseStarted(start))
        )
        var measured: Set<MetricName> = []
        while true {
            let batch = try recording.reader.entries(
                of: recording.release,
                after: other.sequence,
                limit: KeyframeFile.batch
            )
            for entry in batch { take(entry, &other, &measured) }
            if batch.count < KeyframeFile.batch { break }
        }
        unrecorded = start.plan.criteria
            .filter { $0.measure.origin != nil && !measured.contains($0.metric) }
            .map(\.metric.rawValue)
    }

    private mutating func take(
        _ entry: Entry,
        _ other: inout Rollout,
        _ measured: inout Set<MetricName>
    ) {
        switch entry.event {
        case .sampled(let sample):
            measured.formUnion(sample.readings.map(\.metric))
            judge(sample, entry.at, other)
        case .gateOpened(_, .automatic): look(at: entry.at, other)
        case .rollbackStarted(let cause) where realRollback == nil:
            realRollback = Stop(entry.at, "rolled back", cause)
        case .held(let held) where held.metric != nil && realHold == nil:
            realHold = Stop(
                at: entry.at,
                how: "held",
                metric: held.metric?.rawValue,
                why: held.reason
            )
        default: break
        }
        other.apply(entry)
        if let took = other.lastShiftTook { returning = max(returning, took) }
        if other.isJudging || realRollback == nil { exposedUntil = entry.at }
    }

    /// Judges a second as the steward would have, until the first rollback.
    private mutating func judge(_ sample: Sample, _ now: Timestamp, _ other: Rollout) {
        real.take(sample)
        if let rollback {
            guard sample.second >= rollback.at + returning else { return }
            after.take(sample)
            secondsAfter += 1
            return
        }
        guard other.isJudging else { return }
        let input = Input.observed(.sample(sample))
        let events = (try? other.decide(input, at: now, judge: CriterionJudge())) ?? []
        for event in events {
            switch event {
            case .rollbackStarted(.criterion(let metric, let evidence)):
                rollback = Stop(
                    at: now,
                    how: "rolled back",
                    metric: metric.rawValue,
                    why: evidence
                )
                return
            case .held(let held) where hold == nil && held.metric != nil:
                hold = Stop(
                    at: now,
                    how: "held",
                    metric: held.metric?.rawValue,
                    why: held.reason
                )
            default: break
            }
        }
    }

    /// Whether a gate that opened by itself would have.
    private mutating func look(at now: Timestamp, _ other: Rollout) {
        guard gate == nil, rollback == nil else { return }
        let blockers = other.blockers(at: now, judge: CriterionJudge())
        let kinds: [Blocker.Kind] = [.worse, .suspect, .unmeasured, .undecided]
        guard let first = blockers.first(where: { kinds.contains($0.kind) }) else { return }
        gate = Stop(at: now, how: "waited at its gate", metric: nil, why: first.sentence)
    }
}

extension WhatIf.Stop {
    fileprivate init(_ at: Timestamp, _ how: String, _ cause: Cause) {
        self.init(at: at, how: how, metric: nil, why: cause.sentence)
        if case .criterion(let metric, let evidence) = cause {
            self.metric = metric.rawValue
            why = evidence
        }
    }
}
