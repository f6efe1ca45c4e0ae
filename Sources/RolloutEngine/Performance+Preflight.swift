import RolloutCore

extension Performance {
    /// Makes every check side by side, and reports all findings at once.
    func preflight() async {
        let now = time.now
        async let preparation = prepareJudge(at: now)
        let checks = await withTaskGroup(of: (Int, [Check]).self) { group in
            for (place, look) in looks(at: now).enumerated() {
                group.addTask { (place, await look()) }
            }
            var answers: [(Int, [Check])] = []
            for await answer in group {
                report(.checks(answer.1))
                answers.append(answer)
            }
            // In the order of the looks, whichever was answered first.
            return answers.sorted { $0.0 < $1.0 }.flatMap(\.1)
        }
        let configuration: String? =
            if let stable = plan.stable {
                await world.fleet.fingerprint(of: stable)
            } else {
                nil
            }
        // First, because the release goes on with the word that the checks are done.
        if let preparation = await preparation { report(.judgePrepared(preparation)) }
        report(.preflight(checks, configuration: configuration))
    }

    /// What the service's past says of how to judge; nil when nothing will be judged by it, or it
    /// was said already.
    private func prepareJudge(at now: Timestamp) async -> JudgePreparation? {
        guard let historian = world.historian, rollout.start.purpose == .release,
            rollout.judgePreparation == nil,
            plan.rehearsedSettings != nil || plan.criteria.contains(where: \.hasHistory)
        else { return nil }
        return await historian.prepare(for: plan, before: now)
    }

    private typealias Look = @Sendable () async -> [Check]

    private func looks(at now: Timestamp) -> [Look] {
        let (world, plan) = (world, plan)
        // A rehearsal alone needs nothing of what a release would touch.
        switch rollout.start.purpose {
        case .rehearsal: return [stableChecks]
        case .adoption: return [stableChecks, { await world.router.preflight() }]
        case .release: break
        }
        let ours: [Look] = [
            { await world.fleet.preflight(plan.canary, count: plan.instanceCount) },
            stableChecks, { await world.router.preflight() }, metricChecks,
            { await Self.checks(of: plan, world) },
        ]
        return ours
            + world.inspectors.map { inspector in
                { await inspector.preflight(plan, at: now) }
            }
    }

    /// What the plan has beside instances, router and metrics; a part of the world that is missing
    /// fails, because a plan is a promise.
    private static func checks(of plan: Plan, _ world: World) async -> [Check] {
        async let schema = part(plan.migrations, world.migrations, "migrations") { _, port in
            await port.preflight()
        }
        async let flags = list(plan.flags, world.flags, "flags") { await $1.preflight($0) }
        async let externals = list(plan.externals, world.externals, "externals") {
            await $1.preflight($0)
        }
        async let hooks = list(plan.hooks, world.hooks, "hooks") { await $1.preflight($0) }
        async let receivers = list(plan.notifications, world.notifier, "notifications") {
            await $1.preflight($0)
        }
        return await schema + flags + externals + hooks + receivers
    }

    private static func list<Part: Sendable & Collection, Port: Sendable>(
        _ list: Part,
        _ port: Port?,
        _ name: String,
        _ look: @Sendable (Part, Port) async -> [Check]
    ) async -> [Check] {
        await part(list.isEmpty ? nil : list, port, name, look)
    }

    private static func part<Part: Sendable, Port: Sendable>(
        _ part: Part?,
        _ port: Port?,
        _ name: String,
        _ look: @Sendable (Part, Port) async -> [Check]
    ) async -> [Check] {
        guard let part else { return [] }
        guard let port else {
            let finding = "nothing here can carry them out. Remove them from the plan."
            return [Check(name: name, passed: false, finding: finding, took: .zero)]
        }
        return await look(part, port)
    }

    /// The place rollback returns to has to be there before anything leaves it.
    private func stableChecks() async -> [Check] {
        guard let stable = plan.stable else { return [] }
        return await world.fleet.preflight(stable, count: 0).map { check in
            var check = check
            check.name = "rollback target: \(check.name)"
            return check
        }
    }

    private func metricChecks() async -> [Check] {
        guard !rollout.isFirst else { return [] }
        return await world.metrics.preflight(plan.criteria, roster: latest().roster)
    }
}
