import RolloutCore

extension Shop {
    /// A release with everything that goes along with the traffic.
    static var wholePlan: Plan {
        var plan = plan
        plan.migrations = migrations
        plan.workers = WorkerPlan(mode: .overlap, count: 2)
        let worker = ProcessPlan(command: ["{artifact}", "work"], ports: nil)
        plan.canary.worker = worker
        plan.stable?.worker = worker
        plan.flags = [
            FlagPlan(
                name: "new_checkout",
                value: .bool(true),
                at: Weight(percent: 25),
                store: .file("flags.json")
            )
        ]
        plan.externals = [ExternalPlan(name: "payments", check: .tcp("127.0.0.1:9300"))]
        return plan
    }

    /// The workers the release before left.
    static var stableWorkers: [Instance] {
        (1...2).map { number in
            let id = InstanceID(worker: number, of: service)
            var worker = Instance(id: id, arm: .stable, since: opening - .seconds(6 * 86_400))
            worker.report = InstanceReport(state: .ready, pid: 3_200 + number)
            return worker
        }
    }

    private static var migrations: MigrationPlan {
        func command(_ file: String) -> DeclaredCommand {
            DeclaredCommand(["psql", "-f", file], folder: "/srv/shop", within: .seconds(600))
        }
        var plan = MigrationPlan(
            check: command("db/version.sql"),
            expand: Migration(command("db/042.sql"), reaches: SchemaState(rawValue: "42")),
            contract: Migration(command("db/043.sql"), reaches: SchemaState(rawValue: "43"))
        )
        plan.backfill = Backfill(command("db/fill.sql"))
        return plan
    }
}

extension ReleaseScript {
    /// The schema is as both revisions tolerate it.
    mutating func expand() {
        finishPreflight()
        wait(3)
        observe(
            .migrated(
                MigrationReceipt(
                    .expand,
                    before: SchemaState(rawValue: "41"),
                    after: SchemaState(rawValue: "42"),
                    hasRun: true,
                    took: .milliseconds(2_140)
                )
            )
        )
    }

    /// Workers of one side come as far as that.
    mutating func bringWorkers(_ arm: Arm, to state: InstanceState, only first: Int = 9) {
        for worker in rollout.workforce.members(of: arm).prefix(first) {
            let pid = 3_200 + worker.id.number
            let exit: Exit? = state == .stopped ? .status(0) : nil
            observe(.instance(worker.id, InstanceReport(state: state, pid: pid, exit: exit)))
        }
    }

    /// From the beginning to a bake at 25% with the flag set there.
    mutating func reachWhole() {
        expand()
        startInstances()
        bringWorkers(.canary, to: .ready, only: 1)
        wait(31)
        bringWorkers(.stable, to: .stopped)
        bringWorkers(.canary, to: .ready)
        confirmShift()
        wait(121)
        confirmShift()
        observe(.flagSet("new_checkout", FlagReading(.bool(true))))
    }
}
