import RolloutCore

extension KnownEvents {
    /// A judge set by history, and one set to caution, with every shape inside.
    static var judgeEvents: [Event] {
        get throws {
            var rehearsal = JudgeRehearsal.rehearse(on: .even(seconds: 1_800))
            rehearsal.unrehearsed = [.p99]
            let blocks = (0..<9_000).map { Double($0 % 7) }
            let planned = Duration.seconds(3_600)
            return [
                .judgePrepared(
                    JudgePreparation(
                        rehearsal: rehearsal,
                        source: "own observation",
                        remarks: ["2 s came twice or late and were dropped"],
                        gauges: [
                            GaugePreparation(.backlog, history: blocks, planned: planned),
                            GaugePreparation(.connections, history: [], planned: planned),
                        ]
                    )
                ),
                .judgePrepared(JudgePreparation(rehearsal: .unrehearsed(because: .tooShort))),
                .judgePrepared(
                    JudgePreparation(
                        rehearsal: .unrehearsed(),
                        failures: try failures(of: blocks.count)
                    )
                ),
            ]
        }
    }

    /// What is usual of errors, known from so many blocks, and of a latency, not known.
    private static func failures(of blocks: Int) throws -> [FailurePreparation] {
        var plan = try Example.plan
        plan.criteria = [
            Criterion(.errorRate, .errorRate, tolerate: 10),
            Criterion(.p95, .latency(quantile: 0.95), tolerate: 25),
        ]
        return FailurePreparation.all(
            for: plan,
            EvenPast(blocks: blocks),
            slowLimits: [:],
            before: Timestamp(seconds: Int64(10 * blocks))
        )
    }

    /// One instance that fails three times in a hundred requests and a little.
    private struct EvenPast: HistorySource {
        let blocks: Int
        var interval: Int { 10 }

        func forEachSecond(_ body: (HistorySecond) -> Void) {
            for block in 0..<blocks {
                let counts = ArmCounts(requests: 100, errors: block % 7)
                let slice = HistorySecond.Slice(id: InstanceID(rawValue: "shop-1"), counts: counts)
                body(HistorySecond(second: Timestamp(seconds: Int64(10 * block)), slices: [slice]))
            }
        }
    }

    private static let command = DeclaredCommand(
        ["psql", "-f", "db/042.sql"],
        folder: "/srv/shop",
        within: .seconds(60)
    )

    /// A release with everything a plan may have.
    static func wholeStart(of plan: Plan, _ worker: Instance) -> ReleaseStarted {
        var plan = plan
        plan.migrations = migrations
        plan.workers = WorkerPlan(mode: .exclusive, count: 8)
        plan.canary.worker = ProcessPlan(command: ["{artifact}", "work"], ports: nil)
        plan.flags = flags
        plan.externals = [
            ExternalPlan(name: "payments", check: .http("https://gateway.example/health")),
            ExternalPlan(name: "mail", check: .tcp("127.0.0.1:25")),
            ExternalPlan(name: "search", check: .command(command)),
        ]
        plan.hooks = [
            HookPlan(name: "smoke", point: .before(.shift), action: .command(command)),
            HookPlan(
                name: "ticket",
                point: .after(.rollback),
                action: .http(
                    url: "https://hooks.example",
                    timeout: .init(wrappedValue: .seconds(5))
                )
            ),
        ]
        plan.notifications = [receiver]
        plan.freezes = [
            FreezeWindow(
                name: "weekend",
                span: .cron("0 18 * * 5", lasts: .init(wrappedValue: .seconds(223_200))),
                timeZone: "Europe/Berlin"
            ),
            FreezeWindow(
                name: "holidays",
                span: .dates(from: "2026-12-20 18:00", to: "2027-01-02 06:00"),
                timeZone: "UTC"
            ),
        ]
        plan.validatedIn = "staging"
        plan.failures = FailurePolicy([.init(.crash, in: .start, .hold), .init(.notReady, .page)])
        plan.unanswered = UnansweredPolicy(.rollback, after: .seconds(600))
        plan.stages[0].gate = .persons(2)
        var start = started(plan, [])
        start.stableWorkers = [worker]
        start.purpose = .adoption
        start.override = "the fix for incident 14"
        return start
    }

    private static var migrations: MigrationPlan {
        var plan = MigrationPlan(
            check: command,
            expand: Migration(command, reaches: SchemaState(rawValue: "42"), files: ["/a.sql"]),
            contract: Migration(command, reaches: SchemaState(rawValue: "43"))
        )
        plan.backfill = Backfill(command)
        return plan
    }

    private static var flags: [FlagPlan] {
        var resource = FlagResource(url: "https://flags.example/{flag}", path: "data.on")
        resource.secretHeaders = ["Authorization": SecretSource(name: "T", origin: .environment)]
        let stores: [FlagStorePlan] = [
            .file("/srv/flags.json"), .http(resource),
            .command(FlagCommands(read: command, write: command)),
        ]
        let values: [FlagValue] = [.bool(true), .number(2.5), .text("blue")]
        return zip(stores, values).enumerated().map { place, flag in
            FlagPlan(
                name: "flag\(place)",
                value: flag.1,
                at: Weight(percent: 50),
                store: flag.0
            )
        }
    }

    private static var receiver: NotificationPlan {
        var plan = NotificationPlan(
            url: nil,
            format: .slack,
            kinds: Set(NotificationKind.allCases)
        )
        plan.secretURL = SecretSource(name: "SLACK_URL", origin: .file("/srv/slack"))
        plan.key = SecretSource(name: "KEY", origin: .environment)
        return plan
    }

    static var schemaEvents: [Event] {
        let before = SchemaState(rawValue: "41")
        var receipt = MigrationReceipt(
            .expand,
            before: before,
            after: SchemaState(rawValue: "42"),
            hasRun: true,
            took: .seconds(2)
        )
        let plain = receipt
        receipt.remark = "the command ended with exit status 1"
        return [
            .expandBegan, .migrated(plain), .migrated(receipt),
            .backfillAdvanced(BackfillProgress(left: nil, batches: 0)),
            .backfillAdvanced(BackfillProgress(left: 1_200, batches: 3, isPaused: true)),
            .schemaFound(before), .contractBegan,
            .contractConfirmed(by: Example.person, reason: nil),
            .contractConfirmed(by: Example.person, reason: "Monday"),
            .contractLeft(by: Example.person, reason: nil),
        ]
    }

    static var surroundingEvents: [Event] {
        let run = HookRun(hook: "smoke", visit: 14)
        let up = ExternalReport(isUp: true)
        return [
            .workersBegan, .workersHandedOver, .flagFound("new_checkout", FlagReading(nil)),
            .flagFound("new_checkout", FlagReading(.text("half"))),
            .flagSet("new_checkout", FlagReading(.number(25))), .externalChanged("payments", up),
            .externalChanged("payments", ExternalReport(isUp: false, detail: "answered 503")),
            .hookPassed(run, said: "12 checks passed"),
            .hookOverridden(run, by: Example.person, reason: "hook is broken"),
            .notified("shop-demo-r7-14-0"),
            .notificationDropped("shop-demo-r7-14-0", Failure(.refused, "answered 410")),
            .alerted(.metricOutage, "p99 latency could not be measured for 1 m"),
            .answerAwaited, .approved(by: Example.person),
            .gateOpened(stage: 0, how: .unanswered(.init(wrappedValue: .seconds(600)))),
            .warmHeld(by: Example.person, reason: "until Monday"),
        ]
    }
}

extension RehearsalHistory {
    /// Two slices that fail once in a while, always at the same times.
    fileprivate static func even(seconds: Int) -> RehearsalHistory {
        var history = RehearsalHistory(sliceCount: 2)
        for second in 0..<seconds {
            history.append(
                (0..<2).map { slice in
                    ArmCounts(requests: 20, errors: (second + 3 * slice) % 7 == 0 ? 1 : 0)
                }
            )
        }
        return history
    }
}
