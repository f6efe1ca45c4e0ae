import RolloutCore

/// One operation being carried out on the world.
struct Performance {
    let world: World
    /// The rollout as it was when the operation began; the operation needs no later one.
    let rollout: Rollout
    let time: any TimeSource
    let report: @Sendable (Observation) -> Void
    let roster: @Sendable () -> Roster

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
        }
    }

    var plan: Plan { rollout.plan }

    private func preflight() async {
        async let canary = world.fleet.preflight(plan.canary, count: plan.instanceCount)
        async let router = world.router.preflight()
        async let stable = stableChecks()
        async let metrics = metricChecks()
        let checks = await canary + stable + router + metrics
        let configuration: String? =
            if let stable = plan.stable {
                await world.fleet.fingerprint(of: stable)
            } else {
                nil
            }
        report(.preflight(checks, configuration: configuration))
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
        return await world.metrics.preflight(plan.criteria, roster: roster())
    }

    private func run(_ id: InstanceID, attempt: Int) async throws {
        guard let instance = rollout.instances[id], let revision = plan.revision(of: instance.arm)
        else { return }
        // Only what is down now: a new steward asks for every instance again, and one that came
        // back from its crash long ago carries traffic.
        if instance.report.state == .crashed {
            // A router that cannot be reached now is no reason to leave the instance down; it is
            // asked again when the instance is admitted.
            try? await world.router.remove(id)
        }
        let launch = Launch(id: id, revision: revision, attempt: attempt)
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
        let arm = rollout.instances[id]?.arm ?? .canary
        let grace = plan.revision(of: arm)?.process.grace ?? .seconds(10)
        let exit = try await world.fleet.stop(id, grace: grace)
        try await world.router.remove(id)
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
        for await sample in world.metrics.samples(plan.criteria, roster: roster) {
            report(.sample(sample))
        }
        try Task.checkCancellation()
        throw Failure(.unreachable, "nothing is measured any more")
    }
}
