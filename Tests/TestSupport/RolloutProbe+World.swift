package import RolloutCore

extension RolloutProbe {
    /// Most operations carried out to reach a phase; a release has far fewer.
    private static let patience = 400

    /// Carries out what is outstanding, as a world in which all works, until the phase has that
    /// name (and stage); waits for the clock where nothing else is to do.
    ///
    /// Returns whether the phase was reached.
    @discardableResult
    package mutating func reach(_ phase: String, stage: Int? = nil) -> Bool {
        if rollout.steward == nil { steward() }
        if rollout.watchers == 0 { see(.watchers(1)) }
        for _ in 0..<Self.patience {
            if rollout.phase.name == phase, stage == nil || rollout.stage == stage { return true }
            if carryOutNext() { continue }
            guard let next = rollout.nextDeadline(after: now) else { return false }
            wait(next - now)
        }
        return false
    }

    /// Carries out the first operation that changes anything; false when there is none.
    package mutating func carryOutNext() -> Bool {
        for operation in rollout.outstanding(at: now) {
            let before = rollout.sequence
            for observation in answers(to: operation) { see(observation) }
            if rollout.sequence > before { return true }
        }
        return false
    }

    /// Carries out everything that is outstanding until nothing changes any more.
    package mutating func carryOutAll() {
        while !rollout.isOver, carryOutNext() {}
    }

    private func answers(to operation: Operation) -> [Observation] {
        switch operation {
        case .preflight: [.preflight([.passed("ports")], configuration: "1")]
        case .rehearse:
            [.rehearsed(Rehearsal(passed: true, finding: "ready", took: .seconds(14)))]
        case .clearRehearsal: [.finished(.clearRehearsal)]
        case .run(let id, _): [.instance(id, .ready(id))]
        case .admit(let id): [.admitted(id)]
        case .shift(let weight): [.shifted(to: weight, observed: weight)]
        case .drain(let id): [.drained(id, leftOpen: 0)]
        case .stop(let id):
            [.instance(id, InstanceReport(state: .stopped, exit: .status(0)))]
        case .promote: [.finished(.promote)]
        case .watchRouter: rollout.split.observed == nil ? [.weight(rollout.split.asked)] : []
        case .watchMetrics: []
        case .migrate(let stage): [.migrated(.fixture(stage, rollout.plan))]
        case .backfill: [.backfill(BackfillProgress(left: 0, batches: 1))]
        case .readSchema: [.schema(SchemaState(rawValue: "1"))]
        case .setFlag(let name, let reading): [.flagSet(name, reading)]
        case .watchFlags:
            rollout.plan.flags.filter { rollout.flags[$0.name] == nil }.map {
                .flag($0.name, .bool(false))
            }
        case .watchExternals:
            rollout.plan.externals.map { .external($0.name, ExternalReport(isUp: true)) }
        case .hook(let run): [.hookPassed(run, said: "done")]
        case .send(let id): [.finished(.send(id))]
        }
    }
}

extension MigrationReceipt {
    /// A stage that was done in two seconds, from state `1`.
    package static func fixture(_ stage: MigrationStage, _ plan: Plan) -> MigrationReceipt {
        let one = SchemaState(rawValue: "1")
        let after = plan.migrations?.migration(stage)?.reaches ?? one
        return MigrationReceipt(stage, before: one, after: after, hasRun: true, took: .seconds(2))
    }
}

extension Check {
    /// A check that found nothing.
    package static func passed(_ name: String) -> Check {
        Check(name: name, passed: true, finding: "as planned", took: .milliseconds(1))
    }

    /// A check that found something.
    package static func failed(_ name: String) -> Check {
        Check(name: name, passed: false, finding: "not as planned", took: .milliseconds(1))
    }
}

/// A judge that says what it is told to, for tests of what follows from a verdict.
package struct ScriptedJudge: Judge {
    /// By criterion; one not named passes.
    package var kinds: [MetricName: Verdict.Kind]

    /// A judge with those verdicts.
    package init(_ kinds: [MetricName: Verdict.Kind] = [:]) { self.kinds = kinds }

    package func verdict(
        on criterion: Criterion,
        in window: MetricWindow,
        at now: Timestamp
    )
        -> Verdict
    {
        let kind = kinds[criterion.metric] ?? .pass
        return Verdict(kind, Evidence("\(criterion.metric) is \(kind.rawValue)"))
    }
}
