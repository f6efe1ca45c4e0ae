import RolloutCore

/// One operation being carried out on the world.
struct Performance {
    let world: World
    /// The rollout as it was when the operation began; the operation needs no later one.
    let rollout: Rollout
    let time: any TimeSource
    let report: @Sendable (Observation) -> Void
    /// The rollout as it is now.
    let latest: @Sendable () -> Rollout

    /// Carries the operation out and reports what it sees; returns when there is nothing more.
    func carryOut(_ operation: Operation) async throws {
        switch operation {
        case .preflight: await preflight()
        case .rehearse: try await rehearse()
        case .clearRehearsal: try await clearRehearsal()
        case .run(let id, let attempt): try await run(id, attempt: attempt)
        case .admit(let id): try await admit(id)
        case .shift(let weight): try await shift(to: weight)
        case .drain(let id): try await drain(id)
        case .stop(let id): try await stop(id)
        case .promote: try await world.router.promote()
        case .watchRouter: try await watchRouter()
        case .watchMetrics: try await watchMetrics()
        case .migrate(let stage): try await migrate(stage)
        case .backfill: try await backfill()
        case .readSchema: try await readSchema()
        case .setFlag(let name, let reading): try await setFlag(name, to: reading)
        case .watchFlags: try await watchFlags()
        case .watchExternals: await watchExternals()
        case .hook(let run): try await runHook(run)
        case .send(let id): try await send(id)
        }
    }

    var plan: Plan { rollout.plan }

    private func run(_ id: InstanceID, attempt: Int) async throws {
        let worker = rollout.workforce.members[id]
        guard let instance = rollout.instances[id] ?? worker,
            let revision = plan.revision(of: instance.arm)
        else { return }
        // Only what is down now: a new steward asks for every instance again, and one that came
        // back from its crash long ago carries traffic.
        if instance.report.state == .crashed, worker == nil {
            // A router that cannot be reached now is no reason to leave the instance down; it is
            // asked again when the instance is admitted.
            try? await world.router.remove(id)
        }
        let launch = Launch(
            id: id,
            revision: revision,
            attempt: attempt,
            role: worker == nil ? .instance : .worker
        )
        var last: InstanceState?
        for try await seen in world.fleet.run(launch) {
            last = seen.state
            report(.instance(id, seen))
        }
        try Task.checkCancellation()
        guard last == .crashed || last == .stopped else {
            throw Failure(.unreachable, "\(id) is not watched any more")
        }
    }

    private func admit(_ id: InstanceID) async throws {
        guard let instance = rollout.instances[id], let endpoint = instance.report.endpoint else {
            throw Failure(.conflict, "\(id) has no address to give to the router")
        }
        try await world.router.admit(id, endpoint: endpoint, arm: instance.arm)
        report(.admitted(id))
    }

    private func shift(to weight: Weight) async throws {
        let observed = try await world.router.shift(to: weight)
        report(.shifted(to: weight, observed: observed))
        guard observed != weight else { return }
        throw Failure(
            .refused,
            "the router reports \(observed) on the canary after it was asked for \(weight)"
        )
    }

    private func drain(_ id: InstanceID) async throws {
        for try await open in world.router.drain(id) {
            report(.draining(id, open: open))
            if open == 0 {
                report(.drained(id, leftOpen: 0))
                return
            }
        }
        try Task.checkCancellation()
        throw Failure(.unreachable, "the router does not say what is open on \(id)")
    }

    private func stop(_ id: InstanceID) async throws {
        if rollout.workforce.members[id] != nil { return try await stopWorker(id) }
        let arm = rollout.instances[id]?.arm ?? .canary
        let grace = plan.revision(of: arm)?.process.grace ?? .seconds(10)
        let exit = try await world.fleet.stop(id, grace: grace)
        try await world.router.remove(id)
        report(.instance(id, InstanceReport(state: .stopped, exit: exit)))
    }

    /// A worker takes no new job from TERM on, and has its time for the open one.
    private func stopWorker(_ id: InstanceID) async throws {
        let within = plan.workers?.drainWithin ?? .seconds(60)
        let exit = try await world.fleet.stop(id, grace: within)
        report(.instance(id, InstanceReport(state: .stopped, exit: exit)))
    }

    private func watchRouter() async throws {
        for await reading in world.router.readings() {
            // A router that answers and knows no canary sends it nothing.
            report(.weight(reading.map { $0.weight ?? .zero }))
        }
        try Task.checkCancellation()
        report(.weight(nil))
        throw Failure(.unreachable, "the router is not read any more")
    }

    private func watchMetrics() async throws {
        let roster = { @Sendable [latest] in latest().roster }
        for await sample in world.metrics.samples(plan.criteria, roster: roster) {
            report(.sample(sample))
        }
        try Task.checkCancellation()
        throw Failure(.unreachable, "nothing is measured any more")
    }
}
