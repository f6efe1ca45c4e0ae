extension Rollout {
    /// The additive change, and what failed of it; on to the start once the database says so.
    func whileExpanding(since: Timestamp, at now: Timestamp) -> [Event] {
        guard schema.expanded == nil else { return afterExpanding() }
        guard let failed = failures[.migrate(.expand)] else { return [] }
        let isOver = failed.retryAt == nil || now >= limit(plan.progressDeadline, from: since)
        guard isOver else { return [] }
        return [.rollbackStarted(.migration(.expand, detail: failed.failure.summary))]
    }

    /// What comes once the rehearsal is done or not needed.
    func afterRehearsing() -> [Event] {
        guard isFree else { return [] }
        if isAdoption { return [.startBegan] }
        return plan.migrations?.expand == nil ? afterExpanding() : [.expandBegan]
    }

    /// What comes once the schema is as both revisions tolerate it.
    func afterExpanding() -> [Event] {
        isFree && externalTroubles.isEmpty ? [.startBegan] : []
    }

    /// Whether neither a person nor the engine stopped the release.
    var isFree: Bool { pause == nil && hold == nil }

    /// Waits for a person, then for the database: the last step, and the one without a way back.
    func whileContracting() -> [Event] {
        schema.contracted == nil && schema.left == nil ? [] : [.ended(.succeeded)]
    }

    /// Whether a removal is planned that the database has not behind it already, as after a release
    /// that is done again.
    var needsContract: Bool {
        guard let contract = plan.migrations?.contract else { return false }
        return schema.expanded?.after != contract.reaches
    }

    /// What has to be done to the schema now.
    var schemaOperations: [Operation] {
        guard let migrations = plan.migrations, !isAtHook else { return [] }
        switch phase {
        case .expanding: return schema.expanded == nil ? [.migrate(.expand)] : []
        case .warm:
            return migrations.backfill == nil || isBackfilled ? [] : [.backfill]
        case .contracting:
            let isDue = schema.confirmed != nil && schema.contracted == nil && schema.left == nil
            return isDue ? [.migrate(.contract)] : []
        case .rollingBack: return schema.isUncertain ? [.readSchema] : []
        default: return []
        }
    }

    /// Whether nothing is left to fill.
    package var isBackfilled: Bool {
        plan.migrations?.backfill == nil || schema.backfill?.isDone == true
    }

    /// What the backfill is to do next, asked before every batch.
    ///
    /// It begins at 100%, because only then all that is written is written in the new form, and
    /// waits while anything is wrong: it is the load that can be taken away at once.
    package var backfillWish: BackfillWish {
        guard case .warm = phase else { return .stop }
        let isWorse = plan.criteria.contains { criterion in
            !criterion.isObserveOnly && verdicts[criterion.metric]?.kind.speaksAgainst == true
        }
        return isFree && !isWorse ? .goOn : .pause
    }

    var backfillBlockers: [Blocker] {
        guard case .warm = phase, !isBackfilled else { return [] }
        guard let left = schema.backfill?.left else {
            return [Blocker(.world, "the backfill has not said how much is left")]
        }
        return [Blocker(.world, "the backfill has \(left.grouped) rows left")]
    }

    /// Whether the removal may be let begin: nothing that needs what it removes is left.
    package var contractRefusal: Rejection? {
        guard plan.migrations?.contract != nil else {
            return Rejection("not contracted: the plan has no `migrations.contract`.")
        }
        guard case .contracting = phase else {
            return Rejection(
                "not contracted: the release is \(phase.name), and the removal is locked until "
                    + "the warm time is over and no instance or worker of the previous revision "
                    + "is left."
            )
        }
        if isAtHook, let hook = currentHook?.plan {
            return Rejection(
                "not contracted: hook \(hook.name) (\(hook.point)) has not advanced the release.",
                remedy: .override
            )
        }
        guard schema.confirmed == nil || failures[.migrate(.contract)] != nil else {
            return Rejection("not contracted again: \(contractorName) let it begin already.")
        }
        return nil
    }

    private var contractorName: String { schema.confirmed?.name ?? "somebody" }

    func decideMigrated(_ receipt: MigrationReceipt) -> [Event] {
        let known = receipt.stage == .expand ? schema.expanded : schema.contracted
        guard known == nil, schemaOperations.contains(.migrate(receipt.stage)) else { return [] }
        return recovered(.migrate(receipt.stage)) + [.migrated(receipt)]
    }

    /// How far a backfill is comes into the record once in five seconds, and when it is done,
    /// begins to wait or goes on: a job may have many thousand batches.
    func decide(_ progress: BackfillProgress, at now: Timestamp) -> [Event] {
        guard schemaOperations.contains(.backfill) else { return [] }
        let last = schema.backfill
        let isNews = last == nil || progress.isDone || progress.isPaused != last?.isPaused
        let isDue = backfillSaid.map { now - $0 >= .seconds(5) } ?? true
        return recovered(.backfill) + (isNews || isDue ? [.backfillAdvanced(progress)] : [])
    }

    /// Tries of a removal or a batch in a row after which a person is asked, also when the next try
    /// may still work.
    private static let patience = 3

    /// A removal or a backfill that cannot go on waits for a person; there is no way to turn back
    /// by itself from either.
    func decideSchemaFailure(_ failure: Failure, _ attempt: Int) -> [Event] {
        if case .expanding = phase { return [] }
        let isGivenUp = !failure.isRetryable || attempt >= Self.patience
        return hold(for: failure, isGivenUp: isGivenUp)
    }

    mutating func foldSchema(_ event: Event) {
        switch event {
        case .expandBegan:
            schema.wasBegun = true
            enter(.expanding(since: at))
        case .migrated(let receipt):
            failures[.migrate(receipt.stage)] = nil
            if receipt.stage == .expand {
                schema.expanded = receipt
            } else {
                precondition(isPreviousGone, "contracted while the previous revision may run")
                schema.contracted = receipt
                queueHooks([.after(.contract)])
            }
        case .backfillAdvanced(let progress):
            schema.backfill = progress
            backfillSaid = at
        case .schemaFound(let state):
            schema.found = state
        case .contractBegan:
            enter(.contracting(since: at))
        case .contractConfirmed:
            foldConfirmation(event)
        case .contractLeft(let person, _):
            schema.left = person
        default:
            preconditionFailure("not about the schema: \(event)")
        }
        revision += 1
    }

    private mutating func foldConfirmation(_ event: Event) {
        guard case .contractConfirmed(let person, _) = event else { return }
        precondition(isPreviousGone, "contract confirmed while the previous revision may run")
        schema.confirmed = person
        failures[.migrate(.contract)] = nil
        queueHooks([.before(.contract)])
    }

    /// Whether no instance and no worker of the previous revision may run any more.
    package var isPreviousGone: Bool {
        instances(of: .stable).allSatisfy { !$0.mayRun } && !workforce.mayConsume(.stable)
    }
}
