extension Rollout {
    /// What a fact from the world means for the record.
    func decide(_ observation: Observation, at now: Timestamp, judge: any Judge) -> [Event] {
        switch observation {
        case .checks(let checks):
            if case .preflight = phase, !areChecksDone, !checks.isEmpty {
                [.checksAnswered(checks)]
            } else {
                []
            }
        case .preflight(let checks, let configuration):
            if case .preflight = phase, !areChecksDone {
                [.preflightFinished(checks, configuration: configuration)]
            } else {
                []
            }
        case .judgePrepared(let preparation):
            decide(preparation)
        case .rehearsed(let rehearsal):
            if case .rehearsing = phase { [.rehearsed(rehearsal)] } else { [] }
        case .instance(let id, let report):
            decide(report, of: id, at: now)
        case .admitted(let id):
            decideAdmitted(id)
        // Once promoted, the router counts the canary as stable: its 0% is the canary's 100%.
        case .weight(let weight) where isPromoting || isPromoted:
            weight == nil ? [] : recovered(.watchRouter)
        case .weight(let weight):
            // A reading may be older than the shift under way; only the shift confirms itself.
            (weight == nil ? [] : recovered(.watchRouter))
                + (weight == split.observed || (shiftAsked != nil && weight == split.asked)
                    ? [] : [.weightObserved(weight)])
        case .shifted(let weight, let observed):
            weight != split.asked || observed == split.observed
                ? [] : [.weightObserved(observed)]
        case .draining:
            []
        case .drained(let id, let leftOpen):
            decideDrained(id, leftOpen: leftOpen, at: now)
        case .sample(let sample):
            recovered(.watchMetrics) + decide(sample, at: now, judge: judge)
        case .migrated(let receipt): decideMigrated(receipt)
        case .backfill(let progress): decide(progress, at: now)
        case .schema(let state): schema.isUncertain ? [.schemaFound(state)] : []
        case .flag(let name, let value): decide(value, of: name)
        case .flagSet(let name, let reading): decideFlagSet(name, reading)
        case .external(let name, let report): decide(report, of: name)
        case .hookPassed(let run, let said):
            hookRuns.first == run ? [.hookPassed(run, said: said)] : []
        case .watchers(let count):
            count == watchers ? [] : [.watchersChanged(count)]
        case .failed(let operation, let failure):
            decide(failure, of: operation)
        case .finished(let operation):
            decideFinished(operation)
        }
    }

    /// The first one stays: a judge is set once, before the release does anything.
    private func decide(_ preparation: JudgePreparation) -> [Event] {
        guard case .preflight = phase, judgePreparation == nil else { return [] }
        return [.judgePrepared(preparation)]
    }

    private func decide(_ report: InstanceReport, of id: InstanceID, at now: Timestamp) -> [Event] {
        guard let instance = instances[id] ?? workforce.members[id] else { return [] }
        if instance.isConfirmed, instance.report == report { return [] }
        var events: [Event] = [.instanceChanged(id, report)]
        if report.state == .ready {
            events += recovered(.run(id, attempt: instance.crashes))
        }
        guard report.state == .crashed, instance.report.state != .crashed,
            instance.arm == .canary, canRollBackByItself
        else { return events }
        let members = instances(of: .canary) + workforce.members(of: .canary)
        let crashes = members.reduce(1) { $0 + $1.crashes }
        if crashes >= plan.crashLimit {
            let words = [report.exit?.words, report.detail].compactMap { $0 }
            let detail = words.filter { !$0.isEmpty }.joined(separator: ", ")
            let cause = Cause.crashes(crashes, detail: "\(id): \(detail)")
            events += respond(to: .crash, cause.sentence, cause: cause)
        }
        return events
    }

    private func decideFinished(_ operation: Operation) -> [Event] {
        switch operation {
        case .promote where !isPromoted: recovered(operation) + [.revisionPromoted]
        case .clearRehearsal where isRehearsalOpen: recovered(operation) + [.rehearsalCleared]
        case .send(let id): decideSent(id)
        default: recovered(operation)
        }
    }

    func recovered(_ operation: Operation) -> [Event] {
        failures[operation] == nil ? [] : [.operationRecovered(operation)]
    }

    /// An admission that was asked for and came after the instance was to leave again is no news:
    /// it is about to be stopped.
    private func decideAdmitted(_ id: InstanceID) -> [Event] {
        guard let instance = instances[id], isWanted(instance), instance.admission != .admitted
        else { return [] }
        return [.instanceAdmitted(id)]
    }

    private func decideDrained(_ id: InstanceID, leftOpen: Int, at now: Timestamp) -> [Event] {
        guard case .draining(let since, _) = instances[id]?.admission else { return [] }
        return [.instanceDrained(id, leftOpen: leftOpen, took: now - since)]
    }

    private func decide(_ failure: Failure, of operation: Operation) -> [Event] {
        let attempt = (failures[operation]?.attempt ?? 0) + 1
        let retry: Duration? = failure.isRetryable ? Self.backoff(attempt) : nil
        let failed: [Event] = [
            .operationFailed(operation, failure, attempt: attempt, retryAfter: retry)
        ]
        return switch operation {
        case .hook(let run): decideHookFailure(failure, of: run)
        case .send(let id): decideSendFailure(failure, of: id)
        case .setFlag: failed + hold(for: failure, isGivenUp: !failure.isRetryable)
        case .migrate, .backfill: failed + decideSchemaFailure(failure, attempt)
        default: failed
        }
    }

    /// Time before the next try: 0.2 s, doubling, at most 5 s, so that a router that comes back is
    /// used at once and one that does not fills no journal.
    static func backoff(_ attempt: Int) -> Duration {
        .milliseconds(min(200 << min(attempt - 1, 10), 5_000))
    }

    private func decide(_ sample: Sample, at now: Timestamp, judge: any Judge) -> [Event] {
        let sample = sample.thinned
        var events: [Event] = [.sampled(sample)]
        guard isJudging else { return events }
        var next = self
        next.addToWindow(sample)
        let criteria = judgedCriteria
        let found = judge.verdicts(on: criteria, in: next.window, at: now)
        for criterion in criteria {
            guard let verdict = found[criterion.metric] else { continue }
            if verdict.kind != verdicts[criterion.metric]?.kind {
                events.append(.judged(criterion.metric, verdict))
            }
            guard verdict.kind == .worse, !criterion.isObserveOnly else { continue }
            if let consequence = next.consequence(of: verdict, on: criterion, at: now) {
                events.append(consequence)
                if case .rollbackStarted = consequence { return events }
                next.hold = Hold(since: now, reason: "")
            }
        }
        return events
    }

    /// What a criterion that is worse does by its policy; nil when it only keeps the gate closed.
    private func consequence(
        of verdict: Verdict,
        on criterion: Criterion,
        at now: Timestamp
    )
        -> Event?
    {
        let sentence = verdict.evidence.sentence
        switch criterion.onWorse {
        case .rollback:
            guard canRollBackByItself else { return nil }
            return .rollbackStarted(.criterion(criterion.metric, evidence: sentence))
        case .hold:
            guard hold == nil, !overridden.contains(criterion.metric) else { return nil }
            return .held(Hold(since: now, reason: sentence, metric: criterion.metric))
        case .page:
            return nil
        }
    }
}

extension Rollout {
    /// Whether criteria are judged: the canary has requests, or had them a moment ago.
    package var isJudging: Bool {
        switch phase {
        case .changingWorkers, .shifting, .baking, .warm: !isFirst
        case .preflight, .rehearsing, .expanding, .starting, .retiring, .contracting,
            .rollingBack, .ended:
            false
        }
    }

    /// The canary's share of a second that is judged; nil when none is or nobody knows.
    var judgedWeight: Weight? { isJudging ? split.observed : nil }

    /// What is judged now: before traffic moves, only what the workers can change.
    var judgedCriteria: [Criterion] {
        guard case .changingWorkers = phase else { return plan.criteria }
        return plan.criteria.filter(\.measure.isLevel)
    }

    /// Whether the engine may decide on a rollback alone; while old instances are being retired
    /// and on a first release, where there is nothing to return to, only a person may.
    var canRollBackByItself: Bool {
        switch phase {
        case .starting: true
        case .changingWorkers, .shifting, .baking, .warm: !isFirst
        case .preflight, .rehearsing, .expanding, .retiring, .contracting, .rollingBack, .ended:
            false
        }
    }
}
