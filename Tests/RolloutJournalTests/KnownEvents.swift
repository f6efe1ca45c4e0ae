import RolloutCore

/// Every kind of event and every shape inside, as version 1 of the fixtures has them, in order.
///
/// The fixture is what an old journal holds. When a kind gets a next version, this list and that
/// file stay as they are and the next version gets its own.
enum KnownEvents {
    static var version1: [Event] {
        get throws {
            try startEvents + instanceEvents + trafficEvents + gateEvents + endEvents
                + operationEvents + commandEvents + schemaEvents + surroundingEvents
                + judgeEvents + steppedBackEvents
        }
    }

    private static let first = InstanceID(ServiceName(rawValue: "shop"), 3)
    private static let second = InstanceID(ServiceName(rawValue: "shop"), 4)

    private static var startEvents: [Event] {
        get throws {
            var serving = Instance(id: first, arm: .stable, since: Example.start)
            serving.report = InstanceReport(state: .ready, pid: 7_001, endpoint: "127.0.0.1:9100")
            serving.admission = .admitted
            var draining = Instance(id: second, arm: .stable, since: Example.start)
            draining.admission = .draining(since: Example.start, open: 12)
            var drained = Instance(id: second, arm: .canary, since: Example.start)
            drained.admission = .drained(leftOpen: 1)
            drained.crashes = 2
            drained.isConfirmed = true
            var other = try Example.plan
            other.stable = nil
            other.rehearsal = .whenOlderThan(.seconds(86_400))
            other.router = .haproxySocket(
                HAProxySocket(
                    socket: "run/admin.sock",
                    backends: ["blue", "green"],
                    map: "maps/share",
                    recordsPort: 5_514
                )
            )
            return [
                .releaseStarted(started(try Example.plan, [serving, draining, drained])),
                .releaseStarted(started(other, [])),
                .releaseStarted(wholeStart(of: try Example.plan, serving)),
                .stewardStarted(Example.steward, resumed: false),
                .preflightFinished(
                    [
                        Check(
                            name: "artifact digest",
                            passed: true,
                            finding: "as pinned",
                            took: .microseconds(41_250)
                        ),
                        Check(name: "ports", passed: false, finding: "9100 is taken", took: .zero),
                    ],
                    configuration: "sha256:1"
                ),
                .checksAnswered([Check(name: "ports", passed: true, finding: "", took: .zero)]),
                .preflightFinished([], configuration: nil),
                .rehearsalBegan,
                .rehearsed(Rehearsal(passed: true, finding: "ready", took: .seconds(14))),
                .rehearsed(Rehearsal(passed: false, finding: "no database", took: .zero)),
                .rehearsalCleared,
                .startBegan,
            ]
        }
    }

    static func started(_ plan: Plan, _ instances: [Instance]) -> ReleaseStarted {
        ReleaseStarted(
            release: ReleaseID(rawValue: 7),
            plan: plan,
            stableInstances: instances,
            firstInstanceNumber: 5,
            by: Example.person,
            version: "1.0.0",
            receipt: RehearsalReceipt(
                digest: plan.canary.digest,
                configuration: "sha256:1",
                at: Example.start,
                took: .seconds(14)
            )
        )
    }

    private static var instanceEvents: [Event] {
        let states: [InstanceState] = [.planned, .starting, .ready, .notReady]
        let exits: [Exit] = [.status(1), .signal(9), .unseen]
        return states.map { .instanceChanged(first, InstanceReport(state: $0, pid: 7_002)) }
            + exits.map {
                .instanceChanged(
                    first,
                    InstanceReport(state: .crashed, detail: "out of \"memory\" ☂", exit: $0)
                )
            }
            + [
                .instanceChanged(first, InstanceReport(state: .stopped, exit: .status(0))),
                .instanceAdmitted(first),
                .drainBegan(first),
                .instanceDrained(first, leftOpen: 0, took: .milliseconds(1_204)),
            ]
    }

    private static var trafficEvents: [Event] {
        [
            .shiftStarted(Shift(to: Weight(hundredths: 1_250), stage: 0, cause: .plan)),
            .shiftStarted(Shift(to: Weight(percent: 5), stage: 0, cause: .stepBack)),
            .shiftStarted(Shift(to: .zero, stage: nil, cause: .rollback)),
            .weightObserved(Weight(hundredths: 1_250)),
            .weightObserved(nil),
            .sampled(Example.sample()),
            .sampled(Sample(second: Example.start.second)),
            .trafficReturned(took: .microseconds(41_007)),
            .watchersChanged(2),
        ]
    }

    private static var gateEvents: [Event] {
        let kinds: [Verdict.Kind] = [.pass, .worse, .undecided, .unmeasured]
        return kinds.map { kind in
            .judged(
                .p99,
                Verdict(
                    kind,
                    Evidence(
                        "canary 398 ms against 310 ms",
                        canary: 398.25,
                        stable: 310,
                        limit: 372,
                        limitUsed: 1.07,
                        canaryCount: 1_204,
                        stableCount: 3_980
                    )
                )
            )
        } + [
            .judged(.backlog, Verdict(.unmeasured, Evidence("no number for 6 s"))),
            .gateOpened(stage: 0, how: .automatic),
            .gateOpened(
                stage: 1,
                how: .person(
                    Example.person,
                    past: ["p99 latency is worse"],
                    overriding: [.p99],
                    reason: "known"
                )
            ),
            .paused(by: Example.person, reason: nil),
            .paused(by: Example.person, reason: "lunch"),
            .resumed(by: Example.person),
            .held(Hold(since: Example.start, reason: "p99 latency is worse", metric: .p99)),
            .held(Hold(since: Example.start, reason: "the router does not answer")),
            .holdEnded(by: Example.person),
            .advancedFully(by: Example.person),
        ]
    }
}
