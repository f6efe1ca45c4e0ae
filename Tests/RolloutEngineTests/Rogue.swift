import RolloutCore
import RolloutEngine
import RolloutSimulation
import TestSupport

/// A hand that does what the engine never may, so that whoever looks has something to see.
struct Rogue: Sendable {
    private let trial: Trial
    private var world: SimulatedWorld { trial.world }
    private var ports: World { trial.world.ports() }
    private var plan: Plan { trial.rollout.plan }

    init(_ trial: Trial) { self.trial = trial }

    private func id(_ arm: Arm) -> InstanceID { trial.rollout.instances(of: arm)[0].id }

    /// Breaks that invariant in a release at 50% whose steward is gone.
    ///
    /// - Throws: what the world says to it.
    func breaks(_ invariant: Invariant) async throws {
        switch invariant {
        case .trafficOnlyWhenReady: await stop(id(.canary))
        case .capacity: try await drain(id(.stable))
        case .wayBack: await stop(id(.stable))
        case .intent, .hooks: _ = try await ports.router.shift(to: .full)
        case .rollback:
            let cause = Cause.unanswered(.init(wrappedValue: .zero))
            claim([.rollbackStarted(cause), .ended(.rolledBack(cause))])
        case .contract: await migrate()
        case .exclusiveWorkers: try startOldWorker()
        case .missingData: openGate { $0.areMetricsLost = true }
        case .closedGate: openGate { $0.isRouterLost = true }
        case .flags: try await setFlagTooEarly()
        case .messages: claim([.notified("shop-test-r1-0-0")])
        case .jobs: await stopWorkerAtWork()
        case .onceOnly, .oneSteward, .sameFold, .secrets, .terminal: break
        }
        world.advance(by: .seconds(1))
    }

    private func stop(_ id: InstanceID, grace: Duration = .seconds(1)) async {
        await passing { _ = try? await ports.fleet.stop(id, grace: grace) }
    }

    private func drain(_ id: InstanceID) async throws {
        await passing {
            do { for try await _ in ports.router.drain(id) {} } catch {}
        }
    }

    private func migrate() async {
        await passing { _ = try? await ports.migrations?.migrate(.contract) }
    }

    private func startOldWorker() throws {
        guard let old = trial.rollout.workforce.members(of: .stable).first,
            let stable = plan.stable
        else { return }
        _ = ports.fleet.run(Launch(id: old.id, revision: stable, attempt: 1, role: .worker))
    }

    /// A gate that the journal says opened although the world was like that for four seconds.
    private func openGate(_ fault: (inout Faults) -> Void) {
        world.fault(fault)
        world.advance(by: .seconds(4))
        claim([.gateOpened(stage: 2, how: .automatic)])
    }

    private func setFlagTooEarly() async throws {
        _ = try await ports.router.shift(to: Weight(percent: 5))
        try await ports.flags?.set(plan.flags[0], to: nil, expecting: .bool(true))
        try await ports.flags?.set(plan.flags[0], to: .bool(true), expecting: nil)
    }

    private func stopWorkerAtWork() async {
        while !world.consumptions.contains(where: { $0.done == nil }) {
            world.advance(by: SimulatedWorld.step)
        }
        guard let worker = world.consumptions.last(where: { $0.done == nil })?.worker else {
            return
        }
        await stop(worker, grace: .milliseconds(10))
    }

    /// Writes into the journal what nobody decided.
    private func claim(_ events: [Event]) {
        for event in events {
            trial.shelf.begin(
                Entry(
                    release: trial.release,
                    sequence: trial.rollout.sequence + 1,
                    at: world.clock.now,
                    event: event
                )
            )
        }
    }

    /// Does the work while time passes in the world.
    private func passing(_ work: @escaping @Sendable () async -> Void) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await work() }
            group.addTask { [world] in
                while !Task.isCancelled {
                    world.advance(by: SimulatedWorld.step)
                    await Task.yield()
                }
            }
            await group.next()
            group.cancelAll()
        }
    }
}
