package import RolloutCore

/// A rollout on the table: inputs go in by hand, what is decided is folded in, no engine.
package struct RolloutProbe {
    /// The state so far.
    package private(set) var rollout: Rollout
    /// Everything decided since the release began.
    package private(set) var events: [Event] = []
    /// The moment of the next input.
    package var now: Timestamp
    /// Who judges.
    package var judge: any Judge

    /// A release that was just begun by ``Operator/ada``, with stable serving.
    package init(
        _ plan: Plan = .short(),
        judge: any Judge = ScriptedJudge(),
        stable: [Instance]? = nil,
        receipt: RehearsalReceipt? = nil,
        purpose: ReleaseStarted.Purpose = .release
    ) {
        now = Timestamp(seconds: 1_800_000_000)
        self.judge = judge
        let count = plan.stable == nil ? 0 : plan.instanceCount
        var start = ReleaseStarted(
            release: ReleaseID(rawValue: 7),
            plan: plan,
            stableInstances: stable ?? .serving(plan.service, count, since: now),
            firstInstanceNumber: 10,
            by: .ada,
            version: "test",
            receipt: receipt
        )
        start.purpose = purpose
        if plan.stable?.worker != nil, let workers = plan.workers {
            start.stableWorkers = .working(plan.service, workers.count, since: now)
        }
        rollout = Rollout(
            Entry(release: start.release, sequence: 1, at: now, event: .releaseStarted(start))
        )
    }

    /// Hands one input in and folds what is decided.
    @discardableResult
    package mutating func input(_ input: Input) throws(Rejection) -> [Event] {
        let decided = try rollout.decide(input, at: now, judge: judge)
        for event in decided { fold(event) }
        return decided
    }

    /// Folds an event nobody decided, as a journal may hold it.
    package mutating func fold(_ event: Event) {
        events.append(event)
        let sequence = rollout.sequence + 1
        rollout.apply(
            Entry(release: rollout.start.release, sequence: sequence, at: now, event: event)
        )
    }

    /// Reports a fact; facts are never refused.
    @discardableResult
    package mutating func see(_ observation: Observation) -> [Event] {
        (try? input(.observed(observation))) ?? []
    }

    /// Gives a command as ada.
    @discardableResult
    package mutating func command(
        _ verb: Command.Verb,
        reason: String? = nil,
        seen: Int? = nil
    ) throws(Rejection) -> [Event] {
        try input(.command(Command(verb, by: .ada, reason: reason, seen: seen)))
    }

    /// Lets a new steward take the release up.
    @discardableResult
    package mutating func steward(_ pid: Int = 1) -> [Event] {
        let steward = Steward(pid: pid, startTime: "\(pid)", host: "test", bootID: "1")
        return (try? input(.steward(steward))) ?? []
    }

    /// Lets time pass and wakes the rollout then.
    @discardableResult
    package mutating func wait(_ span: Duration) -> [Event] {
        now = now + span
        return (try? input(.timePassed)) ?? []
    }

    /// What has to be done outside now.
    package var outstanding: Set<Operation> { Set(rollout.outstanding(at: now)) }

    /// What is in the way now.
    package var blockers: [Blocker] { rollout.blockers(at: now, judge: judge) }

    /// The kinds of what is in the way now.
    package var blocked: [Blocker.Kind] { blockers.map(\.kind) }
}

extension [Instance] {
    /// Instances of stable as a release finds them: ready and behind the router.
    package static func serving(_ service: ServiceName, _ count: Int, since: Timestamp) -> Self {
        (0..<count).map { number in
            var instance = Instance(id: InstanceID(service, number + 1), arm: .stable, since: since)
            instance.report = .ready(instance.id)
            instance.admission = .admitted
            return instance
        }
    }
}

extension InstanceReport {
    /// A healthy report, at an address made from the instance's number.
    package static func ready(_ id: InstanceID) -> InstanceReport {
        InstanceReport(
            state: .ready,
            pid: 4_000 + id.number,
            endpoint: "127.0.0.1:\(9_100 + id.number)"
        )
    }
}
