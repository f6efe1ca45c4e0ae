package import RolloutCore

extension Plan {
    /// A short release with everything a plan may have beside instances, router and metrics.
    package static func whole(
        _ mode: WorkerMode = .overlap,
        _ change: (inout Plan) -> Void = { _ in }
    ) -> Plan {
        var plan = Plan.short()
        plan.migrations = .fixture
        plan.workers = WorkerPlan(mode: mode, count: 2)
        plan.workers?.watch = .seconds(1)
        plan.workers?.drainWithin = .seconds(2)
        plan.canary.worker = .worker
        plan.stable?.worker = .worker
        plan.flags = [
            FlagPlan(
                name: "new_checkout",
                value: .bool(true),
                at: Weight(percent: 50),
                store: .file("flags.json")
            )
        ]
        plan.externals = [ExternalPlan(name: "payments", check: .tcp("127.0.0.1:1"))]
        change(&plan)
        return plan
    }
}

extension Plan {
    /// The whole release with hooks around every step and two receivers of every message.
    package static func everything(
        _ mode: WorkerMode = .overlap,
        _ change: (inout Plan) -> Void = { _ in }
    ) -> Plan {
        .whole(mode) { plan in
            plan.hooks = HookPoint.all.map { .fixture($0) }
            plan.notifications = (1...2).map { number in
                NotificationPlan(
                    url: "http://receiver-\(number)",
                    format: .json,
                    kinds: Set(NotificationKind.allCases)
                )
            }
            change(&plan)
        }
    }
}

extension HookPoint {
    /// One before and one after each step that has it.
    package static var all: [HookPoint] {
        HookStep.allCases.flatMap { step -> [HookPoint] in
            switch step {
            case .preflight, .rollback: [.after(step)]
            default: [.before(step), .after(step)]
            }
        }
    }
}

extension HookPlan {
    /// A command at that point, named after it, with 2 s for its work.
    package static func fixture(_ point: HookPoint) -> HookPlan {
        let command = DeclaredCommand(["hook"], folder: "/", within: .seconds(2))
        return HookPlan(name: point.description, point: point, action: .command(command))
    }
}

extension MigrationPlan {
    /// From state 1 over 2, with a backfill, to 3.
    package static var fixture: MigrationPlan {
        func command(_ word: String) -> DeclaredCommand {
            DeclaredCommand([word], folder: "/", within: .seconds(10))
        }
        var plan = MigrationPlan(
            check: command("check"),
            expand: Migration(command("expand"), reaches: SchemaState(rawValue: "2")),
            contract: Migration(command("contract"), reaches: SchemaState(rawValue: "3"))
        )
        plan.backfill = Backfill(command("fill"))
        return plan
    }
}

extension ProcessPlan {
    /// A worker with short periods.
    package static var worker: ProcessPlan {
        var plan = ProcessPlan(command: ["{artifact}", "work"], ports: nil)
        plan.soak = .milliseconds(200)
        plan.grace = .seconds(2)
        return plan
    }
}

extension [Instance] {
    /// Workers of stable as a release finds them.
    package static func working(_ service: ServiceName, _ count: Int, since: Timestamp) -> Self {
        (0..<count).map { number in
            let id = InstanceID(worker: number + 4, of: service)
            var worker = Instance(id: id, arm: .stable, since: since)
            worker.report = InstanceReport(state: .ready, pid: 5_000 + number)
            return worker
        }
    }
}
