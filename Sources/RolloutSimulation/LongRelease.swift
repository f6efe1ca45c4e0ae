package import RolloutCore

/// A release of many instances over hours, entry by entry, as the core itself decides it.
///
/// For measuring what stores and shows recordings: nothing happens in it but traffic, shifts by the
/// plan, and an end, unless the canary is made to fail. Where not all seconds are judged, one of
/// each minute is, because judging is what takes the time; all of them are samples as a steward
/// journals them.
package struct LongRelease: Sendable {
    /// The service's name.
    package static let service = ServiceName(rawValue: "shop")
    /// Where it is released.
    package static let environment = "production"

    private let minutes: Int
    private let fleet: Int
    private let judgesAll: Bool
    /// The minute from which the canary fails more often; nil for none.
    private let failsFrom: Int?
    private let troublesEachMinute: Int
    private var minute = 0
    private var troubles = 0
    private var load: SteadyLoad
    private var rollout: Rollout
    private var now: Timestamp
    private var fresh: [Entry]

    /// A release of about so many minutes.
    ///
    /// - Parameters:
    ///   - minutes: how long traffic is split, at least 10.
    ///   - fleet: instances of both revisions together, at least 2.
    ///   - rate: requests a second.
    ///   - seed: the same seed gives the same entries.
    ///   - judgesAll: whether every second is judged, as a steward does.
    ///   - failsFrom: the minute from which 8% of the canary's requests fail; nil for none.
    ///   - troublesEachMinute: how often one of stable's instances is not ready for a while.
    ///   - release: its number, which a journal allocates.
    ///   - stable: the revision that serves.
    ///   - canary: the revision to carry in.
    package init(
        minutes: Int,
        fleet: Int,
        rate: Int,
        seed: UInt64,
        judgesAll: Bool = false,
        failsFrom: Int? = nil,
        troublesEachMinute: Int = 0,
        release: ReleaseID = ReleaseID(rawValue: 1),
        stable: Revision,
        canary: Revision
    ) {
        self.minutes = max(10, minutes)
        self.fleet = max(2, fleet)
        self.judgesAll = judgesAll
        self.failsFrom = failsFrom
        self.troublesEachMinute = troublesEachMinute
        load = SteadyLoad(rate: rate, seed: seed)
        now = Timestamp(seconds: 1_795_442_400)
        let plan = Self.plan(stable, canary, count: self.fleet / 2, minutes: self.minutes)
        var start = ReleaseStarted(
            release: release,
            plan: plan,
            stableInstances: Self.instances(self.fleet / 2, since: now),
            firstInstanceNumber: self.fleet / 2 + 1,
            by: Operator(name: "alice", uid: 1_000, via: "pts/3"),
            version: "0.1.0"
        )
        start.override = nil
        let entry = Entry(
            release: release,
            sequence: 1,
            at: now,
            event: .releaseStarted(start)
        )
        rollout = Rollout(entry)
        fresh = [entry]
    }

    /// Hands out every entry, a batch of at most a few thousand at a time.
    package mutating func run(_ take: ([Entry]) throws -> Void) rethrows {
        prepare()
        try hand(take)
        let stages = rollout.plan.stages.count
        for _ in 0..<stages {
            confirmShift()
            let share = minutes / stages
            for _ in 0..<share where isSplit {
                passMinute()
                if fresh.count > 1_000 { try hand(take) }
            }
        }
        finish()
        try hand(take)
    }

    private var isSplit: Bool {
        switch rollout.phase {
        case .shifting, .baking, .warm: rollout.split.isConfirmed
        default: false
        }
    }

    private mutating func hand(_ take: ([Entry]) throws -> Void) rethrows {
        let entries = fresh
        fresh = []
        try take(entries)
    }

    private mutating func prepare() {
        give(.steward(Steward(pid: 4_121, startTime: "9", host: "deploy-1", bootID: "b")))
        for instance in rollout.start.stableInstances {
            observe(.instance(instance.id, instance.report))
        }
        observe(.watchers(1))
        observe(.weight(.zero))
        observe(.preflight([], configuration: "1"))
        for instance in rollout.instances(of: .canary) {
            bring(instance.id, to: .starting)
            now = now + .milliseconds(20)
        }
        for instance in rollout.instances(of: .canary) {
            bring(instance.id, to: .ready)
            observe(.admitted(instance.id))
            now = now + .milliseconds(20)
        }
    }

    private mutating func bring(_ id: InstanceID, to state: InstanceState) {
        observe(.instance(id, Self.report(id.number, state)))
    }

    private mutating func confirmShift() {
        now = now + .milliseconds(40)
        observe(.shifted(to: rollout.split.asked, observed: rollout.split.asked))
    }

    private mutating func passMinute() {
        if let failsFrom, minute >= failsFrom { load.canaryErrors = 0.08 }
        minute += 1
        for second in 0..<60 where isSplit {
            now = now + .seconds(1)
            let moment = (now - .seconds(1)).second
            let sample = load.sample(moment, of: rollout).thinned
            if second == 59 || judgesAll {
                observe(.sample(sample))
            } else {
                record([.sampled(sample)])
            }
            if second % 2 == 0 { meetTrouble(in: second / 2) }
        }
        give(.timePassed)
    }

    /// One after the other of stable's instances is not ready, and is again a moment later.
    private mutating func meetTrouble(in part: Int) {
        // As many in each of the thirty parts of a minute as make up the whole.
        let count = troublesEachMinute * (part + 1) / 30 - troublesEachMinute * part / 30
        for _ in 0..<count {
            troubles += 1
            let id = InstanceID(Self.service, troubles % (fleet / 2) + 1)
            bring(id, to: .notReady)
            now = now + .milliseconds(5)
            bring(id, to: .ready)
            observe(.admitted(id))
        }
    }

    /// One of the revisions drains and stops, and the release is over.
    private mutating func finish() {
        let leaves: Arm = rollout.cause == nil ? .stable : .canary
        if leaves == .canary {
            confirmShift()
        } else {
            now = now + rollout.plan.warm
            give(.timePassed)
        }
        for instance in rollout.instances(of: leaves) where instance.mayRun {
            now = now + .milliseconds(30)
            observe(.drained(instance.id, leftOpen: 0))
            bring(instance.id, to: .stopped)
        }
        observe(.finished(.promote))
        give(.timePassed)
    }

    private mutating func observe(_ observation: Observation) { give(.observed(observation)) }

    private mutating func give(_ input: Input) {
        record((try? rollout.decide(input, at: now, judge: CriterionJudge())) ?? [])
    }

    private mutating func record(_ events: [Event]) {
        for event in events {
            let entry = Entry(
                release: rollout.start.release,
                sequence: rollout.sequence + 1,
                at: now,
                event: event
            )
            rollout.apply(entry)
            fresh.append(entry)
        }
    }
}

extension LongRelease {
    private static func plan(
        _ stable: Revision,
        _ canary: Revision,
        count: Int,
        minutes: Int
    ) -> Plan {
        let jobs = OpenMetricsQuery(family: "jobs_waiting")
        let pool = OpenMetricsQuery(family: "db_connections", over: "db_connections_limit")
        let bake = Duration.seconds(minutes / 5 * 60 - 30)
        var plan = Plan(
            service: service,
            environment: environment,
            canary: canary,
            stable: stable,
            instanceCount: count,
            router: .haproxy(listen: "127.0.0.1:8080"),
            criteria: [
                Criterion(.errorRate, .errorRate, tolerate: 10, above: 5),
                Criterion(.p95, .latency(quantile: 0.95), tolerate: 10),
                Criterion(.p99, .latency(quantile: 0.99), tolerate: 10),
                Criterion(.backlog, .sharedLevel(jobs, unit: "jobs"), above: 5_000),
                Criterion(.connections, .saturation(pool), above: 85),
            ],
            stages: [1, 5, 25, 50].map { Stage(weight: Weight(percent: $0), bake: bake) }
                + [Stage(weight: .full, bake: .zero)]
        )
        plan.rehearsal = .off
        plan.whenUnwatched = .continue
        plan.warm = .seconds(minutes * 60 / 5)
        return plan
    }

    private static func instances(_ count: Int, since now: Timestamp) -> [Instance] {
        (1...count).map { number in
            var instance = Instance(
                id: InstanceID(service, number),
                arm: .stable,
                since: now - .seconds(6 * 86_400)
            )
            instance.report = report(number, .ready)
            instance.admission = .admitted
            return instance
        }
    }

    private static func report(_ number: Int, _ state: InstanceState) -> InstanceReport {
        InstanceReport(
            state: state,
            pid: state == .stopped ? nil : 10_000 + number,
            endpoint: "10.0.\(number / 250).\(number % 250 + 1):8080",
            exit: state == .stopped ? .status(0) : nil
        )
    }
}
