import RolloutCore

/// Gathers what was decided and who decided it.
struct DecisionFold: Sendable {
    private(set) var decisions: [Decision] = []
    private(set) var deeds: [Deed]
    /// The most serious verdict of each criterion, with how serious it is; those of a weight's
    /// first seconds, before there is anything to say, count least.
    private var worst: [MetricName: (verdict: Verdict, rank: Int)] = [:]
    /// Verdicts of the moment, which come before the decision that rests on them.
    private var fresh: [MetricName: Verdict] = [:]
    private var freshAt: Timestamp?
    private var told: [MetricName: Verdict.Kind] = [:]

    init(_ start: ReleaseStarted, at moment: Timestamp) {
        deeds = [
            Deed(at: moment, by: start.by, what: "started the release", reason: start.override)
        ]
    }

    /// The most serious verdict of each criterion.
    var worstVerdicts: [MetricName: Verdict] { worst.mapValues(\.verdict) }

    mutating func take(_ entry: Entry, before: Situation, plan: Plan) {
        if freshAt != entry.at { fresh = [:] }
        switch entry.event {
        case .judged(let metric, let verdict): judge(entry, metric, verdict, plan)
        case .preflightFinished(let checks, _): finish(checks, entry)
        case .rehearsed(let rehearsal): rehearse(rehearsal, entry)
        case .gateOpened(let stage, let how): open(stage, how, entry, before, plan)
        case .held(let hold): self.hold(hold, entry, before, plan)
        case .rollbackStarted(let cause): turnBack(cause, entry, before, plan)
        case .shiftStarted(let shift) where shift.cause == .stepBack:
            let words = "stepped back from \(before.asked) to \(shift.to)"
            if let person = shift.by { did(entry, person, words, reason: shift.reason) }
            decide(entry, .back, words, by: shift.by, reason: shift.reason)
        case .answerAwaited:
            decide(entry, .wait, "only a person is missing at \(before.asked)", by: .engine)
        case .alerted(let kind, let text):
            decide(entry, .finding, "told and not acted on: \(kind.words)", reason: text)
        case .ended(let outcome): end(outcome, entry)
        default: takeDeed(entry)
        }
    }

    private mutating func decide(
        _ entry: Entry,
        _ kind: Decision.Kind,
        _ title: String,
        by person: Operator? = .engine,
        reason: String? = nil,
        past: [String] = [],
        evidence: [EvidenceLine] = []
    ) {
        decisions.append(
            Decision(
                at: entry.at,
                sequence: entry.sequence,
                kind: kind,
                title: title,
                by: person,
                reason: reason,
                past: past,
                evidence: evidence
            )
        )
    }

    private mutating func did(
        _ entry: Entry,
        _ person: Operator,
        _ what: String,
        reason: String? = nil,
        refusal: String? = nil
    ) {
        guard person != .engine else { return }
        deeds.append(
            Deed(at: entry.at, by: person, what: what, reason: reason, refusal: refusal)
        )
    }
}

extension DecisionFold {
    private mutating func judge(
        _ entry: Entry,
        _ metric: MetricName,
        _ verdict: Verdict,
        _ plan: Plan
    ) {
        freshAt = entry.at
        fresh[metric] = verdict
        let isYetToCome =
            verdict.kind == .undecided || (verdict.kind == .unmeasured && told[metric] == nil)
        let rank = isYetToCome ? -1 : verdict.kind.rank
        if rank > (worst[metric]?.rank ?? -2) { worst[metric] = (verdict, rank) }
        let was = told[metric] ?? .pass
        // Every weight begins without evidence, so undecided alone says nothing.
        guard verdict.kind != .undecided else { return }
        // Nor does a metric that nobody has offered yet.
        guard verdict.kind != .unmeasured || told[metric] != nil else { return }
        told[metric] = verdict.kind
        guard was != verdict.kind else { return }
        decide(
            entry,
            .finding,
            "\(metric): \(verdict.kind.word)",
            evidence: [EvidenceLine(metric: metric, verdict: verdict, plan: plan)]
        )
    }

    private mutating func finish(_ checks: [Check], _ entry: Entry) {
        let failed = checks.filter { !$0.passed }
        decide(
            entry,
            failed.isEmpty ? .forward : .finding,
            failed.isEmpty
                ? "all \(checks.count) checks passed"
                : "\(failed.count) of \(checks.count) checks failed",
            past: failed.map { "\($0.name): \($0.finding)" }
        )
    }

    private mutating func rehearse(_ rehearsal: Rehearsal, _ entry: Entry) {
        decide(
            entry,
            rehearsal.passed ? .forward : .finding,
            rehearsal.passed
                ? "the way back was rehearsed in \(rehearsal.took.spoken)"
                : "the rehearsal of the way back failed",
            reason: rehearsal.finding
        )
    }

    private mutating func open(
        _ stage: Int,
        _ how: GateOpening,
        _ entry: Entry,
        _ before: Situation,
        _ plan: Plan
    ) {
        let next = stage + 1
        let to = plan.stages.indices.contains(next) ? " to \(plan.stages[next].weight)" : ""
        let gate = "gate \(stage + 1) of \(plan.stages.count) opened, from \(before.asked)\(to)"
        let known = fresh.isEmpty ? before.verdicts : fresh
        switch how {
        case .automatic:
            decide(entry, .forward, gate, evidence: evidence(known, plan))
        case .unanswered(let span):
            let time = span.wrappedValue.spoken
            let why = "nobody had answered for \(time), and the plan goes on then"
            decide(entry, .forward, gate, reason: why, evidence: evidence(known, plan))
        case .person(let person, let past, let overriding, let reason):
            let over = overriding.isEmpty ? "" : " over " + overriding.map(\.rawValue).spokenList
            did(entry, person, "opened gate \(stage + 1) at \(before.asked)\(over)", reason: reason)
            decide(
                entry,
                .forward,
                gate,
                by: person,
                reason: reason,
                past: past,
                evidence: evidence(known, plan, overriding: Set(overriding))
            )
        }
    }

    private mutating func hold(
        _ hold: Hold,
        _ entry: Entry,
        _ before: Situation,
        _ plan: Plan
    ) {
        let verdict = hold.metric.flatMap { metric in
            (fresh[metric] ?? before.verdicts[metric]).map {
                EvidenceLine(metric: metric, verdict: $0, plan: plan)
            }
        }
        decide(
            entry,
            .wait,
            "held for a person at \(before.asked)",
            reason: (hold.metric.map { "\($0): " } ?? "") + hold.reason,
            evidence: verdict.map { [$0] } ?? []
        )
    }

    private mutating func turnBack(
        _ cause: Cause,
        _ entry: Entry,
        _ before: Situation,
        _ plan: Plan
    ) {
        let known = before.verdicts.merging(fresh) { $1 }.filter(\.value.kind.speaksAgainst)
        let title = "rollback decided at \(before.asked)"
        let evidence = evidence(known, plan)
        if case .person(let person, let reason) = cause {
            did(entry, person, "rolled back from \(before.asked)", reason: reason)
            decide(entry, .back, title, by: person, reason: reason, evidence: evidence)
        } else {
            decide(
                entry,
                .back,
                title,
                reason: isTold(cause, by: evidence, entry) ? nil : cause.sentence,
                evidence: evidence
            )
        }
    }

    /// Whether the evidence says what the cause says; then the finding of that moment is this
    /// decision, and is not told again.
    private mutating func isTold(
        _ cause: Cause,
        by evidence: [EvidenceLine],
        _ entry: Entry
    ) -> Bool {
        guard case .criterion(let metric, let sentence) = cause,
            evidence.contains(where: { $0.verdict.evidence.sentence == sentence })
        else { return false }
        decisions.removeAll { decision in
            decision.kind == .finding && decision.at == entry.at
                && decision.evidence.first?.metric == metric
        }
        return true
    }

    private mutating func end(_ outcome: Outcome, _ entry: Entry) {
        switch outcome {
        case .succeeded, .rehearsed, .adopted: decide(entry, .forward, outcome.name)
        case .refused, .rolledBack: decide(entry, .back, outcome.name)
        case .aborted(let person): decide(entry, .back, outcome.name, by: person)
        case .rollbackFailed(_, let left): decide(entry, .back, outcome.name, reason: left)
        }
    }

    private func evidence(
        _ verdicts: [MetricName: Verdict],
        _ plan: Plan,
        overriding: Set<MetricName> = []
    ) -> [EvidenceLine] {
        plan.criteria.compactMap { criterion in
            verdicts[criterion.metric].map { verdict in
                var line = EvidenceLine(metric: criterion.metric, verdict: verdict, plan: plan)
                line.isOverridden = overriding.contains(criterion.metric)
                return line
            }
        }
    }
}

extension DecisionFold {
    /// What a person did where no verdict is asked.
    private mutating func takeDeed(_ entry: Entry) {
        switch entry.event {
        case .paused(let person, let reason):
            did(entry, person, "paused", reason: reason)
            decide(entry, .wait, "paused", by: person, reason: reason)
        case .resumed(let person):
            did(entry, person, "resumed")
            decide(entry, .forward, "resumed", by: person)
        case .holdEnded(let person):
            did(entry, person, "ended the hold")
            decide(entry, .forward, "the hold ended", by: person)
        case .approved(let person): did(entry, person, "approved the gate")
        case .advancedFully(let person): did(entry, person, "opened all gates that remain")
        case .warmHeld(let person, let reason):
            did(entry, person, "kept the previous revision warm", reason: reason)
        case .warmEnded(let person):
            did(entry, person, "ended the warm time")
            decide(entry, .forward, "the warm time ended", by: person)
        case .contractConfirmed(let person, let reason):
            did(entry, person, "let the removal from the schema begin", reason: reason)
            decide(entry, .forward, "the point of no return was passed", by: person, reason: reason)
        case .contractLeft(let person, let reason):
            did(entry, person, "left the removal for a later release", reason: reason)
        case .hookOverridden(let run, let person, let reason):
            did(entry, person, "passed hook \(run.hook)", reason: reason)
            decide(entry, .forward, "hook \(run.hook) was passed", by: person, reason: reason)
        case .annotated(let text, let person): did(entry, person, "noted", reason: text)
        case .rejected(let command, let rejection):
            did(
                entry,
                command.by,
                "asked to \(command.verb.words)",
                reason: command.reason,
                refusal: rejection.sentence
            )
        default: break
        }
    }
}

extension EvidenceLine {
    init(metric: MetricName, verdict: Verdict, plan: Plan) {
        self.metric = metric
        self.verdict = verdict
        unit = plan.criteria.first { $0.metric == metric }?.measure.unit ?? ""
    }
}
