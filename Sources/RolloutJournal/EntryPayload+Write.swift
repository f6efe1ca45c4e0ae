import RolloutCore

extension EntryPayload: Encodable {
    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        for (key, value) in fields {
            guard let value else { continue }
            try container.encode(value, forKey: key)
        }
    }

    /// The keys with their values; what is nil is left out.
    private var fields: KeyValuePairs<Key, (any Encodable)?> {
        switch event {
        case .releaseStarted(let start): [.start: start]
        case .stewardStarted(let steward, let resumed): [.steward: steward, .resumed: resumed]
        case .checksAnswered(let checks): [.checks: checks]
        case .preflightFinished(let checks, let configuration):
            [.checks: checks, .configuration: configuration]
        case .judgePrepared(let preparation): [.preparation: preparation]
        case .rehearsed(let rehearsal): [.rehearsal: rehearsal]
        case .startBegan, .warmBegan, .revisionPromoted, .rehearsalBegan, .rehearsalCleared,
            .expandBegan, .contractBegan, .workersBegan, .workersHandedOver, .answerAwaited:
            [:]
        case .migrated(let receipt): [.migration: receipt]
        case .backfillAdvanced(let progress): [.backfill: progress]
        case .schemaFound(let state): [.schema: state]
        case .contractConfirmed(let by, let reason), .contractLeft(let by, let reason),
            .warmHeld(let by, let reason):
            [.by: by, .reason: reason]
        case .flagFound(let name, let reading), .flagSet(let name, let reading):
            [.name: name, .flag: reading]
        case .externalChanged(let name, let report): [.name: name, .external: report]
        case .hookPassed(let run, let said): [.hook: run, .said: said]
        case .hookOverridden(let run, let by, let reason): [.hook: run, .by: by, .reason: reason]
        case .notified(let id): [.notification: id]
        case .notificationDropped(let id, let failure): [.notification: id, .failure: failure]
        case .alerted(let kind, let text): [.failureKind: kind, .text: text]
        case .approved(let by): [.by: by]
        case .instanceChanged(let id, let report): [.id: id, .report: report]
        case .instanceAdmitted(let id), .drainBegan(let id): [.id: id]
        case .instanceDrained(let id, let open, let took):
            [.id: id, .leftOpen: open, .took: InMicroseconds(wrappedValue: took)]
        case .shiftStarted(let shift): [.shift: shift]
        case .weightObserved(let weight): [.weight: weight]
        case .sampled(let sample): [.sample: StoredSample(sample)]
        case .judged(let metric, let verdict): [.metric: metric, .verdict: verdict]
        case .gateOpened(let stage, let how): [.stage: stage, .how: how]
        case .paused(let by, let reason): [.by: by, .reason: reason]
        case .resumed(let by), .holdEnded(let by), .advancedFully(let by), .warmEnded(let by):
            [.by: by]
        case .held(let hold): [.hold: hold]
        case .rollbackStarted(let cause): [.cause: cause]
        case .trafficReturned(let took): [.took: InMicroseconds(wrappedValue: took)]
        case .operationFailed(let operation, let failure, let attempt, let retryAfter):
            [
                .operation: operation, .failure: failure, .attempt: attempt,
                .retryAfter: retryAfter.map(InMicroseconds.init),
            ]
        case .operationRecovered(let operation): [.operation: operation]
        case .watchersChanged(let count): [.count: count]
        case .rejected(let command, let rejection): [.command: command, .rejection: rejection]
        case .annotated(let text, let by): [.text: text, .by: by]
        case .ended(let outcome): [.outcome: outcome]
        }
    }
}
