import RolloutCore

/// A release told step by step, as entries that the core itself decided.
struct Told {
    /// 2026-11-23 14:00:00 UTC.
    static let opening = Timestamp(seconds: 1_795_442_400)
    static let alice = Operator(name: "alice", uid: 1_000, via: "pts/3")
    static let bob = Operator(name: "bob", uid: 1_001, via: "ci")

    private(set) var entries: [Entry] = []
    private(set) var rollout: Rollout
    private(set) var now = Told.opening
    /// Of a hundred requests on the canary, how many fail.
    var canaryFailures = 0

    init(plan: Plan, by person: Operator = Told.alice, override: String? = nil) {
        var start = ReleaseStarted(
            release: ReleaseID(rawValue: 7),
            plan: plan,
            stableInstances: [],
            firstInstanceNumber: 4,
            by: person,
            version: "0.1.0"
        )
        start.stableInstances = (1...3).map { number in
            var instance = Instance(
                id: InstanceID(plan.service, number),
                arm: .stable,
                since: Told.opening
            )
            instance.report = InstanceReport(state: .ready, endpoint: "127.0.0.1:910\(number)")
            instance.admission = .admitted
            return instance
        }
        start.override = override
        let first = Entry(
            release: start.release,
            sequence: 1,
            at: now,
            event: .releaseStarted(start)
        )
        entries = [first]
        rollout = Rollout(first)
        give(.steward(Steward(pid: 4_121, startTime: "9", host: "deploy-1", bootID: "b")))
        for instance in start.stableInstances { observe(.instance(instance.id, instance.report)) }
        observe(.watchers(1))
        observe(.weight(.zero))
    }

    mutating func pass(_ span: Duration) { now = now + span }

    mutating func give(_ input: Input) {
        do throws(Rejection) {
            record(try rollout.decide(input, at: now, judge: CriterionJudge()))
        } catch {
            guard case .command(let command) = input else { return }
            record([.rejected(command, error)])
        }
    }

    mutating func observe(_ observation: Observation) { give(.observed(observation)) }

    mutating func command(_ verb: Command.Verb, by person: Operator = Told.alice, _ why: String?) {
        give(.command(Command(verb, by: person, reason: why)))
    }

    mutating func record(_ events: [Event]) {
        for event in events {
            let entry = Entry(
                release: rollout.start.release,
                sequence: rollout.sequence + 1,
                at: now,
                event: event
            )
            rollout.apply(entry)
            entries.append(entry)
        }
    }

    /// Seconds of a hundred requests, each measured and judged.
    mutating func wait(_ seconds: Int) {
        for _ in 0..<seconds {
            pass(.seconds(1))
            observe(.sample(sample((now - .seconds(1)).second)))
            give(.timePassed)
        }
    }

    private func sample(_ second: Timestamp) -> Sample {
        var sample = Sample(second: second)
        sample.hasTraffic = true
        let share = rollout.split.observed?.share ?? 0
        let canary = Int((100 * share).rounded())
        sample.canary = Traffic(
            requests: canary,
            errors: canary * canaryFailures / 100,
            latency: LatencyHistogram(microseconds: (0..<canary).map { 20_000 + Int64($0) * 10 })
        )
        sample.stable = Traffic(
            requests: 100 - canary,
            errors: 0,
            latency: LatencyHistogram(microseconds: (canary..<100).map { 10_000 + Int64($0) * 10 })
        )
        for instance in rollout.instances.values where instance.carriesTraffic {
            sample.instances[instance.id] = InstanceTraffic(
                requests: 10,
                errors: 0,
                p95: 20,
                open: 0
            )
        }
        return sample
    }
}

extension Told {
    /// From the beginning to a confirmed first weight.
    mutating func reachFirstWeight() {
        wait(1)
        observe(
            .preflight(
                [Check(name: "ports", passed: true, finding: "all free", took: .milliseconds(4))],
                configuration: "1"
            )
        )
        if case .rehearsing = rollout.phase {
            wait(2)
            observe(
                .rehearsed(Rehearsal(passed: true, finding: "it starts", took: .seconds(2)))
            )
        }
        for number in 4...6 { bring(number, to: .starting) }
        wait(3)
        for number in 4...6 {
            bring(number, to: .ready)
            observe(.admitted(InstanceID(rollout.plan.service, number)))
        }
        confirmShift()
    }

    mutating func bring(_ number: Int, to state: InstanceState) {
        observe(
            .instance(
                InstanceID(rollout.plan.service, number),
                InstanceReport(
                    state: state,
                    pid: 4_200 + number,
                    endpoint: "127.0.0.1:920\(number)"
                )
            )
        )
    }

    /// The router reports what it was asked for, 40 ms later.
    mutating func confirmShift() {
        pass(.milliseconds(40))
        let asked = rollout.split.asked
        observe(.shifted(to: asked, observed: asked))
    }

    /// The router returns the traffic, and the canary goes.
    mutating func finishRollback() {
        confirmShift()
        for number in 4...6 {
            observe(.drained(InstanceID(rollout.plan.service, number), leftOpen: 0))
            pass(.milliseconds(100))
            observe(
                .instance(
                    InstanceID(rollout.plan.service, number),
                    InstanceReport(state: .stopped, exit: .status(0))
                )
            )
        }
        give(.timePassed)
    }
}
