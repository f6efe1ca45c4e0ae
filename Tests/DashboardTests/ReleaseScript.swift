import RolloutCore

/// A release told step by step, as entries that the core itself decided.
struct ReleaseScript {
    private(set) var entries: [Entry]
    private(set) var rollout: Rollout
    private(set) var now: Timestamp
    var load = Load()

    /// A release that alice started when the shop opened.
    init(plan: Plan = Shop.plan, stable: [Instance] = Shop.stableInstances) {
        now = Shop.opening
        var start = ReleaseStarted(
            release: ReleaseID(rawValue: 7),
            plan: plan,
            stableInstances: plan.stable == nil ? [] : stable,
            firstInstanceNumber: stable.count + 1,
            by: Shop.alice,
            version: "0.1.0"
        )
        if plan.workers != nil { start.stableWorkers = Shop.stableWorkers }
        let entry = Entry(
            release: start.release,
            sequence: 1,
            at: now,
            event: .releaseStarted(start)
        )
        entries = [entry]
        rollout = Rollout(entry)
        pass(.milliseconds(40))
        give(.steward(Steward(pid: 4_121, startTime: "9", host: "deploy-1", bootID: "b")))
        for instance in stable where plan.stable != nil {
            observe(.instance(instance.id, instance.report))
        }
        for worker in start.stableWorkers { observe(.instance(worker.id, worker.report)) }
        for external in plan.externals {
            observe(.external(external.name, ExternalReport(isUp: true)))
        }
        for flag in plan.flags { observe(.flag(flag.name, .bool(false))) }
        observe(.watchers(1))
        observe(.weight(.zero))
    }

    /// Lets time pass in which nothing is measured.
    mutating func pass(_ span: Duration) { now = now + span }

    /// Hands an input to the core, and records what it decides.
    mutating func give(_ input: Input) {
        do throws(Rejection) {
            record(try rollout.decide(input, at: now, judge: CriterionJudge()))
        } catch {
            guard case .command(let command) = input else { return }
            record([.rejected(command, error)])
        }
    }

    mutating func observe(_ observation: Observation) { give(.observed(observation)) }

    mutating func command(_ verb: Command.Verb, reason: String? = nil) {
        give(.command(Command(verb, by: Shop.alice, reason: reason)))
    }

    /// Lets seconds pass; each is measured, only the last is judged, to keep tests quick.
    mutating func wait(_ seconds: Int) {
        for second in 0..<seconds {
            pass(.seconds(1))
            let sample = load.sample((now - .seconds(1)).second, of: rollout)
            if second == seconds - 1 {
                observe(.sample(sample))
            } else {
                record([.sampled(sample)])
            }
        }
        give(.timePassed)
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
}

extension ReleaseScript {
    /// The checks answer, and stable shows that it starts.
    mutating func finishPreflight(_ checks: [Check] = Shop.checks) {
        beginRehearsal(checks)
        guard case .rehearsing = rollout.phase else { return }
        wait(14)
        observe(.rehearsed(Shop.rehearsal))
    }

    /// The checks answer.
    mutating func beginRehearsal(_ checks: [Check] = Shop.checks) {
        wait(2)
        observe(.preflight(checks, configuration: "1"))
    }

    /// One new instance comes as far as that.
    mutating func bring(_ number: Int, to state: InstanceState, detail: String = "") {
        observe(
            .instance(
                InstanceID(Shop.service, number),
                InstanceReport(
                    state: state,
                    pid: 4_200 + number,
                    endpoint: "127.0.0.1:91\(number < 10 ? "0" : "")\(number)",
                    detail: detail
                )
            )
        )
    }

    /// All new instances start, get ready and are put into the router.
    mutating func startInstances() {
        for number in 5...8 { bring(number, to: .starting) }
        wait(12)
        for number in 5...8 {
            bring(number, to: .ready)
            observe(.admitted(InstanceID(Shop.service, number)))
        }
    }

    /// The router reports what it was asked for.
    mutating func confirmShift() {
        pass(.milliseconds(38))
        let asked = rollout.split.asked
        observe(.shifted(to: asked, observed: asked))
    }

    /// From the beginning to a bake at the plan's second weight, 25%.
    mutating func reachQuarter() {
        finishPreflight()
        startInstances()
        confirmShift()
        wait(121)
        confirmShift()
    }

    /// Every instance of one side drains and stops.
    mutating func stop(_ arm: Arm) {
        for instance in rollout.instances(of: arm) where instance.mayRun {
            observe(.drained(instance.id, leftOpen: 0))
            observe(
                .instance(
                    instance.id,
                    InstanceReport(state: .stopped, exit: .status(0))
                )
            )
        }
    }
}
