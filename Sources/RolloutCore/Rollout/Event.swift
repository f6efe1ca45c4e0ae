/// A fact decided by us, past tense.
///
/// Journaled, never edited, folded into the state.
///
/// The kinds and their stored versions are listed in the journal's entry coding; a kind that has
/// to change its meaning gets a next version there, never a new meaning here.
package enum Event: Sendable, Hashable {
    /// A release began under a plan that does not change any more.
    indirect case releaseStarted(ReleaseStarted)
    /// A steward took up the release; `resumed` when another had it before.
    case stewardStarted(Steward, resumed: Bool)
    /// Some of the checks answered, while others are still out.
    case checksAnswered([Check])
    /// The checks before anything is changed are finished, all of them; `configuration` is the
    /// fingerprint of what stable would be started with now, nil when there is none.
    case preflightFinished([Check], configuration: String?)
    /// The judge was set to this service by its history, or to caution without one.
    case judgePrepared(JudgePreparation)
    /// An instance of stable is to be started beside the fleet, without traffic.
    case rehearsalBegan
    /// What the rehearsal showed; the instance runs no more.
    case rehearsed(Rehearsal)
    /// A rehearsal was given up; the instance runs no more.
    case rehearsalCleared
    /// The additive change of the schema is to be made.
    case expandBegan
    /// A stage of the migration is done; the database says so.
    case migrated(MigrationReceipt)
    /// How far the backfill is, now and then.
    case backfillAdvanced(BackfillProgress)
    /// What the database said of its schema after a change that came to no good end.
    case schemaFound(SchemaState)
    /// The previous revision is gone; the removal waits for a person.
    case contractBegan
    /// A person let the removal begin: the point of no return.
    case contractConfirmed(by: Operator, reason: String?)
    /// A person left the removal for a later release.
    case contractLeft(by: Operator, reason: String?)
    /// New instances are to be started.
    case startBegan
    /// The workers are to change over.
    case workersBegan
    /// The new workers that were tried did well; the old are to end.
    case workersHandedOver
    /// A flag was read and is not what was known of it.
    case flagFound(String, FlagReading)
    /// A flag has the value the release gave it, or has its own again.
    case flagSet(String, FlagReading)
    /// The health of something the service depends on changed.
    case externalChanged(String, ExternalReport)
    /// A hook advanced the release, with its last line.
    case hookPassed(HookRun, said: String)
    /// A person went on although a hook had not advanced the release.
    case hookOverridden(HookRun, by: Operator, reason: String)
    /// A message was taken by its receiver.
    case notified(String)
    /// A message was given up.
    case notificationDropped(String, Failure)
    /// An instance changed its state.
    case instanceChanged(InstanceID, InstanceReport)
    /// The router knows the instance and its own check passed.
    case instanceAdmitted(InstanceID)
    /// The instance gets no new requests from now on.
    case drainBegan(InstanceID)
    /// The wait for its open requests is over; `leftOpen` is not 0 only when the limit passed.
    case instanceDrained(InstanceID, leftOpen: Int, took: Duration)
    /// A new weight was decided.
    case shiftStarted(Shift)
    /// The router reported its weight, asked or found; nil when it cannot be read any more.
    case weightObserved(Weight?)
    /// One second of measurements.
    case sampled(Sample)
    /// A criterion's verdict changed its kind.
    case judged(MetricName, Verdict)
    /// The gate at the end of a stage opened.
    case gateOpened(stage: Int, how: GateOpening)
    /// Only a person is missing at the gate of the present stage.
    case answerAwaited
    /// A person's word for a gate that needs more than one.
    case approved(by: Operator)
    /// Advancing stopped, on a person's word.
    case paused(by: Operator, reason: String?)
    /// Advancing goes on, on a person's word.
    case resumed(by: Operator)
    /// The engine waits for a person.
    case held(Hold)
    /// What made the engine wait is gone or was overridden.
    case holdEnded(by: Operator)
    /// Every remaining gate opens by itself, on a person's word; judging goes on.
    case advancedFully(by: Operator)
    /// The previous revision is kept running from here.
    case warmBegan
    /// The warm time has no end until a person ends it.
    case warmHeld(by: Operator, reason: String?)
    /// The warm time is over; `by` the engine when its time was up.
    case warmEnded(by: Operator)
    /// The canary is the stable revision from here on; no request moved for it.
    case revisionPromoted
    /// A way back was decided.
    case rollbackStarted(Cause)
    /// The router reported 0% on the canary.
    case trafficReturned(took: Duration)
    /// Something outside did not work and is tried again after `retryAfter`, or never when nil.
    case operationFailed(Operation, Failure, attempt: Int, retryAfter: Duration?)
    /// Something outside that had failed works again.
    case operationRecovered(Operation)
    /// Dashboards watching the release, as their number changes.
    case watchersChanged(Int)
    /// A command was refused.
    case rejected(Command, Rejection)
    /// Something went wrong that the plan only wants told.
    case alerted(FailureKind, String)
    /// A person's note.
    case annotated(String, by: Operator)
    /// The release is over.
    case ended(Outcome)
}

/// Everything a release starts with; enough to fold all that follows.
package struct ReleaseStarted: Sendable, Hashable, Codable {
    /// What a record of this kind is for; canary and stable are one for all but a release.
    package enum Purpose: String, Sendable, Hashable, Codable {
        /// A new revision.
        case release
        /// Only the way back is rehearsed.
        case rehearsal
        /// Instances that somebody else started become those that serve.
        case adoption
    }

    /// Its number.
    package var release: ReleaseID
    /// The plan, fixed from here.
    package var plan: Plan
    /// The instances that serve stable now, as the release before left them.
    package var stableInstances: [Instance]
    /// The number the first new instance gets.
    package var firstInstanceNumber: Int
    /// Who started it.
    package var by: Operator
    /// The version of handoff that decided.
    package var version: String
    /// The newest rehearsal of the revision that serves now; nil when there was none.
    package var receipt: RehearsalReceipt?
    /// The workers that do the jobs now, as the release before left them.
    package var stableWorkers: [Instance] = []
    /// What it is for.
    package var purpose = Purpose.release
    /// Why checks that may be overridden are passed, in the words of who started it; nil when they
    /// are not.
    package var override: String?

    /// What a release starts with.
    package init(
        release: ReleaseID,
        plan: Plan,
        stableInstances: [Instance],
        firstInstanceNumber: Int,
        by: Operator,
        version: String,
        receipt: RehearsalReceipt? = nil
    ) {
        self.release = release
        self.plan = plan
        self.stableInstances = stableInstances
        self.firstInstanceNumber = firstInstanceNumber
        self.by = by
        self.version = version
        self.receipt = receipt
    }
}

/// The engine process that holds the lease.
package struct Steward: Sendable, Hashable, Codable {
    /// Its process id.
    package var pid: Int
    /// When that process began, in the kernel's own units, so that a reused id is told apart.
    package var startTime: String
    /// The host it runs on.
    package var host: String
    /// What changes with every boot of that host.
    package var bootID: String

    /// A steward as the operating system identifies it.
    package init(pid: Int, startTime: String, host: String, bootID: String) {
        self.pid = pid
        self.startTime = startTime
        self.host = host
        self.bootID = bootID
    }
}

/// A decided change of weight.
package struct Shift: Sendable, Hashable, Codable {
    /// Why the weight changes.
    package enum Cause: String, Sendable, Hashable, Codable {
        /// The plan's next stage.
        case plan
        /// One weight down, on a person's word.
        case stepBack
        /// The way back to stable.
        case rollback
    }

    /// The weight to reach.
    package var to: Weight
    /// The plan's stage it belongs to; nil on the way back.
    package var stage: Int?
    /// Why.
    package var cause: Cause
    /// Who stepped back; nil for all others, and in records of builds that did not keep it.
    package var by: Operator?
    /// The reason that person gave.
    package var reason: String?

    /// A change of weight.
    package init(
        to: Weight,
        stage: Int?,
        cause: Cause,
        by: Operator? = nil,
        reason: String? = nil
    ) {
        self.to = to
        self.stage = stage
        self.cause = cause
        self.by = by
        self.reason = reason
    }
}

/// What opened a gate.
package enum GateOpening: Sendable, Hashable, Codable {
    /// The bake was over and every criterion passed.
    case automatic
    /// A person opened it; `past` lists what was still in the way, `overriding` the criteria among
    /// it that were worse or unmeasured.
    case person(Operator, past: [String], overriding: [MetricName], reason: String?)
    /// Nobody had answered for that long, and the plan goes on then; in microseconds where stored.
    case unanswered(InMicroseconds)
}

/// An event with its place and time in the journal.
package struct Entry: Sendable, Hashable {
    /// The release it belongs to.
    package var release: ReleaseID
    /// 1 for the release's first entry, rising by one without gaps.
    package var sequence: Int
    /// When it was decided, by the steward's clock.
    package var at: Timestamp
    /// What happened.
    package var event: Event

    /// An entry as the journal keeps it.
    package init(release: ReleaseID, sequence: Int, at: Timestamp, event: Event) {
        self.release = release
        self.sequence = sequence
        self.at = at
        self.event = event
    }
}
