/// The carrying-out of a release: the state folded from its entries.
///
/// A value with two doors: ``decide(_:at:judge:)`` looks and changes nothing, ``apply(_:)`` changes
/// and decides nothing. What has to happen outside is ``outstanding(at:)``; why it stands
/// still is ``blockers(at:judge:)``. The steward, the dashboards and a replay all fold the same
/// entries into this.
///
/// Coding keeps everything but the samples of its window, which the journal has already: it is for
/// snapshots between which a replay seeks, see ``with(samples:baseline:)``.
package struct Rollout: Sendable, Hashable, Codable {
    /// What the release started with.
    package var start: ReleaseStarted { kept.value }
    private let kept: Shared<ReleaseStarted>
    /// The sequence of the last entry folded in.
    package internal(set) var sequence: Int
    /// The time of the last entry folded in.
    package internal(set) var at: Timestamp
    /// Where it stands.
    package internal(set) var phase: Phase
    /// Rises with every change of phase, weight, hold or pause; a command made on an older
    /// revision of the picture is refused.
    package internal(set) var revision = 0
    /// The steward that has it, once one took it up.
    package internal(set) var steward: Steward?
    /// When that steward took it up; limits do not run while nobody steers.
    var stewardSince: Timestamp
    /// The checks made before anything was changed, as far as they have answered.
    package internal(set) var checks: [Check] = []
    /// Whether all of them have.
    package internal(set) var areChecksDone = false
    /// To what the judge was set by the service's history; nil when nobody looked.
    package internal(set) var judgePreparation: JudgePreparation?
    /// The fingerprint of the configuration stable would be started with; nil before it is known.
    package internal(set) var configuration: String?
    /// What this release's rehearsal showed; nil when there was none.
    package internal(set) var rehearsal: Rehearsal?
    /// The receipt the way back rests on: this release's or an earlier one that still holds.
    package internal(set) var receipt: RehearsalReceipt?
    /// Whether an instance of the rehearsal may run.
    var isRehearsalOpen = false
    /// Every instance of both revisions, by name.
    package internal(set) var instances: [InstanceID: Instance]
    /// How far the migration is.
    package internal(set) var schema = SchemaProgress()
    /// When the backfill last came into the record.
    var backfillSaid: Timestamp?
    /// The workers of both revisions.
    package internal(set) var workforce: Workforce
    /// What is known of the release's flags, by name.
    package internal(set) var flags: [String: FlagState] = [:]
    /// The health of what the service depends on, by name; absent before it was heard of.
    package internal(set) var externals: [String: ExternalReport] = [:]
    /// Hooks that the present phase waits for, the one that runs first.
    package internal(set) var hookRuns: [HookRun] = []
    /// Messages that nobody has taken yet.
    package internal(set) var outbox = Outbox()
    /// The traffic split.
    package internal(set) var split: Split
    /// The newest samples.
    package internal(set) var window: MetricWindow
    /// The last journaled verdict of each criterion.
    package internal(set) var verdicts: [MetricName: Verdict] = [:]
    /// A person's stop on advancing.
    package internal(set) var pause: Pause?
    /// The engine's wait for a person.
    package internal(set) var hold: Hold?
    /// Whether every remaining gate opens by itself.
    package internal(set) var isAdvancingFully = false
    /// Whether the router takes the canary for the stable revision already.
    package internal(set) var isPromoted = false
    /// Criteria a person passed although they were worse or unmeasured; they hold no gate again.
    package internal(set) var overridden: Set<MetricName> = []
    /// Whether the present gate opens only for a person, because somebody stepped back to it.
    package internal(set) var needsPerson = false
    /// Since when only a person is missing at the present gate; nil while more is, or nothing.
    package internal(set) var awaitedSince: Timestamp?
    /// Who opened the present gate already, where one is not enough.
    package internal(set) var approvals: [Operator] = []
    /// Who keeps the previous revision warm without end; nil when nobody does.
    package internal(set) var warmHolder: Operator?
    /// When instances joined that were not there when traffic first moved.
    var joined: [InstanceID: Timestamp] = [:]
    /// Since when less than half of the canary can take its traffic; nil while it can.
    var shortSince: Timestamp?
    /// Since when criteria have no numbers, those that have none.
    var outages: [MetricName: Timestamp] = [:]
    /// Failures that were told and not acted on, since the last gate.
    var alerts: Set<FailureKind> = []
    /// Dashboards open now.
    package internal(set) var watchers = 0
    /// When traffic first moved; nil while it has not.
    package internal(set) var trafficMoved: Timestamp?
    /// How long the router took to confirm the last shift; nil before the first.
    package internal(set) var lastShiftTook: Duration?
    /// When the shift under way was asked for; nil once the router confirmed it.
    var shiftAsked: Timestamp?
    /// What outside does not work at the moment, and when it is tried again.
    package internal(set) var failures: [Operation: FailedOperation] = [:]

    /// The state right after the release's first entry.
    ///
    /// - Precondition: the entry is `releaseStarted` with sequence 1.
    package init(_ entry: Entry) {
        guard case .releaseStarted(let start) = entry.event, entry.sequence == 1 else {
            preconditionFailure("a rollout begins with releaseStarted, not \(entry.event)")
        }
        kept = Shared(start)
        sequence = 1
        at = entry.at
        stewardSince = entry.at
        phase = .preflight(since: entry.at)
        instances = Dictionary(uniqueKeysWithValues: start.stableInstances.map { ($0.id, $0) })
        workforce = Workforce(start.stableWorkers)
        split = Split(asked: .zero)
        window = MetricWindow(
            DifferenceJudge.all(for: start.plan),
            gauges: GaugeWatch.all(for: start.plan)
        )
        receipt = start.receipt
        tell(entry.event)
    }

    /// The state after all of a release's entries; nil when there are none.
    package init?(folding entries: some Sequence<Entry>) {
        var iterator = entries.makeIterator()
        guard let first = iterator.next() else { return nil }
        self.init(first)
        while let entry = iterator.next() { apply(entry) }
    }

    /// The state again whose window had those samples, after coding left them out.
    package func with(samples: [Sample], baseline: [Sample]) -> Rollout {
        var rollout = self
        rollout.window = window.with(samples: samples, baseline: baseline)
        return rollout
    }
}

/// An operation that did not work, and what happens next.
package struct FailedOperation: Sendable, Hashable, Codable {
    /// What went wrong the last time.
    package var failure: Failure
    /// How often in a row.
    package var attempt: Int
    /// When it is tried again; nil when it is not.
    package var retryAt: Timestamp?
}

extension Rollout {
    /// The plan, fixed when the release started.
    package var plan: Plan { start.plan }

    /// Whether the service had no revision before: nothing to compare with or to return to.
    package var isFirst: Bool { plan.stable == nil }

    /// Whether no revision is carried in: what runs is taken over as it is.
    var isAdoption: Bool { start.purpose == .adoption }

    /// The instances of one side, by number.
    package func instances(of arm: Arm) -> [Instance] {
        instances.values.filter { $0.arm == arm }.sorted { $0.id < $1.id }
    }

    /// How many instances of one side there are.
    package func count(of arm: Arm) -> Int { instances.values.count { $0.arm == arm } }

    /// How many of them may have a process that runs.
    package func running(_ arm: Arm) -> Int {
        instances.values.count { $0.arm == arm && $0.mayRun }
    }

    /// How many instances of one side can take their share of requests now.
    package func carrying(_ arm: Arm) -> Int {
        instances.values.count { $0.arm == arm && $0.carriesTraffic }
    }

    /// Ready instances of stable that can carry all traffic: the plan's floor, or fewer where the
    /// release before ran fewer, because no more of them will ever come up.
    package var stableFloor: Int {
        min(plan.capacityFloor, instances.values.count { $0.arm == .stable })
    }

    /// The stage of the plan in force or being reached; nil outside shifting and baking.
    package var stage: Int? {
        switch phase {
        case .shifting(let stage, _), .baking(let stage, _): stage
        default: nil
        }
    }

    /// The end of a limit that began at `moment`; it begins anew with a new steward, which could do
    /// nothing before.
    func limit(_ span: Duration, from moment: Timestamp) -> Timestamp {
        max(moment, stewardSince) + span
    }

    /// When a rollback that has not returned its traffic counts as failed.
    func returnDeadline(of rollback: Rollback) -> Timestamp {
        limit(plan.progressDeadline, from: rollback.since)
    }

    /// When a rollback whose canary is still running counts as failed.
    func rollbackDeadline(of rollback: Rollback) -> Timestamp {
        returnDeadline(of: rollback) + plan.canary.process.drainLongLived
            + (plan.workers?.drainWithin ?? .zero)
    }

    /// Until when open requests of an instance are waited for when the wait began at `since`.
    package func drainDeadline(of arm: Arm, since: Timestamp) -> Timestamp {
        limit(plan.revision(of: arm)?.process.drainLongLived ?? .zero, from: since)
    }

    /// How the release ended; nil while it goes on.
    package var outcome: Outcome? {
        if case .ended(let outcome, _) = phase { outcome } else { nil }
    }

    /// Whether a steward has anything left to do.
    package var isOver: Bool { outcome != nil }
}

extension Rollout {
    /// Why the release is being or was rolled back; nil when it is not.
    package var cause: Cause? {
        switch phase {
        case .rollingBack(let rollback): rollback.cause
        case .ended(.rolledBack(let cause), _), .ended(.rollbackFailed(let cause, _), _): cause
        default: nil
        }
    }
}
