import RolloutCore

extension Performance {
    /// Time between two looks at the flags.
    private static let flagPeriod = Duration.seconds(5)

    func migrate(_ stage: MigrationStage) async throws {
        report(.migrated(try await port(world.migrations, "migrations").migrate(stage)))
    }

    func backfill() async throws {
        let latest = latest
        let migrations = try port(world.migrations, "migrations")
        for try await progress in migrations.backfill({ latest().backfillWish }) {
            report(.backfill(progress))
        }
        try Task.checkCancellation()
    }

    func readSchema() async throws {
        report(.schema(try await port(world.migrations, "migrations").state()))
    }

    /// Writes only over what the journal says is there, so that nobody's change is lost unseen.
    func setFlag(_ name: String, to reading: FlagReading) async throws {
        guard let flag = plan.flags.first(where: { $0.name == name }),
            let known = rollout.flags[name]?.now
        else { return }
        try await port(world.flags, "flags").set(flag, to: reading.value, expecting: known.value)
        report(.flagSet(name, reading))
    }

    func watchFlags() async throws {
        let flags = try port(world.flags, "flags")
        while true {
            for flag in plan.flags {
                report(.flag(flag.name, try await flags.value(of: flag)))
            }
            try await time.sleep(until: time.now + Self.flagPeriod)
        }
    }

    func watchExternals() async {
        guard let externals = world.externals else { return }
        let report = report
        await withTaskGroup(of: Void.self) { group in
            for external in plan.externals {
                group.addTask {
                    for await seen in externals.reports(of: external) {
                        report(.external(external.name, seen))
                    }
                }
            }
        }
    }

    func runHook(_ run: HookRun) async throws {
        guard let hook = plan.hooks.first(where: { $0.name == run.hook }),
            let context = rollout.context(of: run)
        else { return }
        let said = try await port(world.hooks, "hooks").run(hook, telling: context)
        report(.hookPassed(run, said: said))
    }

    func send(_ id: String) async throws {
        guard let notification = rollout.outbox.notification(id) else { return }
        let receiver = plan.notifications[notification.receiver]
        try await port(world.notifier, "notifications").send(notification, to: receiver)
    }

    private func port<Port>(_ port: Port?, _ name: String) throws -> Port {
        guard let port else {
            throw Failure(.conflict, "nothing here can carry out \(name)", isRetryable: false)
        }
        return port
    }
}
