import Logging
package import RolloutCore
package import RolloutEngine
package import RolloutSimulation
import Synchronization

/// One release carried out by the real engine in the simulated world, with the clock in hand.
package final class Trial: Sendable {
    /// The world it happens in.
    package let world: SimulatedWorld
    /// The journal every steward of the release uses.
    package let shelf: MemoryJournal.Shelf
    /// The release's number.
    package let release: ReleaseID
    /// What was done before it, to have stable serve.
    let earlierDeeds: Int
    /// Reads along in the journal.
    private let witness: JournalWitness
    /// Where its stewards run: in step with the simulated time, the same in every run.
    let executor = HeldExecutor()

    /// Whether the person of this release lets the removal from the schema begin when it waits for
    /// that.
    package var confirmsRemoval: Bool {
        get { willConfirm.withLock { $0 } }
        set { willConfirm.withLock { $0 = newValue } }
    }
    private let willConfirm = Mutex(true)

    /// Who knows the service's past; nil when nobody does.
    package var historian: (any Historian)? {
        get { knower.withLock { $0 } }
        set { knower.withLock { $0 = newValue } }
    }
    private let knower = Mutex<(any Historian)?>(nil)

    /// Brings stable up and writes the release's first entry; nobody steers yet.
    package convenience init(
        _ plan: Plan = .short(),
        in world: SimulatedWorld = SimulatedWorld(),
        shelf: MemoryJournal.Shelf = MemoryJournal.Shelf()
    ) {
        let stable = world.serve(plan)
        let workers = world.serveWorkers(plan)
        let first = stable.count + workers.count + 1
        self.init(plan, stable, workers, number: 1, first: first, in: world, shelf)
    }

    /// Begins the release after one that succeeded, on what that one left running.
    package convenience init(next last: Trial, plan: Plan) {
        let stable = last.rollout.instances(of: .canary).map(\.asStable)
        let workers = last.rollout.workforce.members(of: .canary).map(\.asStable)
        var plan = plan
        plan.stable = last.rollout.plan.canary
        let first = ((stable + workers).map(\.id.number).max() ?? 0) + 1
        let number = last.release.rawValue + 1
        self.init(plan, stable, workers, number: number, first: first, in: last.world, last.shelf)
    }

    private init(
        _ plan: Plan,
        _ stable: [Instance],
        _ workers: [Instance],
        number: Int,
        first: Int,
        in world: SimulatedWorld,
        _ shelf: MemoryJournal.Shelf
    ) {
        self.world = world
        self.shelf = shelf
        release = ReleaseID(rawValue: number)
        earlierDeeds = world.deeds.count
        witness = JournalWitness(of: release, in: shelf)
        world.begin(plan, witness: witness)
        var start = ReleaseStarted(
            release: release,
            plan: plan,
            stableInstances: stable,
            firstInstanceNumber: first,
            by: .ada,
            version: "test"
        )
        start.stableWorkers = workers
        shelf.begin(
            Entry(
                release: release,
                sequence: 1,
                at: world.clock.now,
                event: .releaseStarted(start)
            )
        )
    }

    /// Has a new steward take the release up.
    package func steer() -> Helm {
        let stewardship = Stewardship()
        let number = shelf.entries.count
        var ports = world.ports(for: stewardship)
        ports.historian = historian
        let engine = Engine(
            release: release,
            steward: Steward(pid: number, startTime: "\(number)", host: "test", bootID: "1"),
            journal: MemoryJournal(on: shelf, steward: stewardship),
            world: ports,
            judge: CriterionJudge(),
            time: world.clock,
            log: Logger(label: "trial") { _ in SwiftLogNoOpLogHandler() },
            executor: executor
        )
        return Helm(engine: engine, stewardship: stewardship, executor: executor)
    }

    /// The release's entries so far.
    package var entries: [Entry] { shelf.entries.filter { $0.release == release } }

    /// The state folded from the journal.
    package var rollout: Rollout {
        guard let rollout = witness.rollout else {
            preconditionFailure("the release was never begun")
        }
        return rollout
    }

    /// All events so far, in order.
    package var events: [Event] { entries.map(\.event) }

    /// The weights decided so far, in percent.
    package var weights: [Int] {
        events.compactMap { event in
            guard case .shiftStarted(let shift) = event else { return nil }
            return shift.to.hundredths / 100
        }
    }

    /// Leaves a command in the journal, as a key would.
    package func command(_ verb: Command.Verb, reason: String? = nil, seen: Int? = nil) {
        shelf.leave(Command(verb, by: .ada, reason: reason, seen: seen))
    }
}

extension Instance {
    /// As the release after the one that brought it in finds it.
    fileprivate var asStable: Instance {
        var instance = self
        instance.arm = .stable
        instance.isConfirmed = false
        return instance
    }
}
