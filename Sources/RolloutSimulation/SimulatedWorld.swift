package import RolloutCore
import RolloutEngine
import Synchronization

/// A service, its host and its router in memory, with a clock you hold.
///
/// A working model: requests really go where the weights and the router's servers send them, a
/// request to an instance that is not up fails, processes live on when a steward is gone. What
/// must never happen to a user is looked for all the time and kept in ``violations``.
package final class SimulatedWorld: Sendable {
    /// The step in which the world lives; nothing in it is finer.
    package static let step = Duration.milliseconds(50)

    /// The clock of this world; ``advance(by:)`` moves both.
    package let clock: HeldClock
    /// Where the release's hooks run.
    package let hooks: SimulatedHookHost
    /// Those who are told of the release.
    package let receivers: SimulatedReceivers
    private let state: Mutex<SimulatedState>

    /// A world without instances.
    ///
    /// `seed` decides every random choice of it. A revision whose label is not among `behaviours`
    /// is healthy.
    package init(
        seed: UInt64 = 1,
        requestsPerSecond: Double = 400,
        behaviours: [String: Behaviour] = [:],
        clock: HeldClock = HeldClock()
    ) {
        self.clock = clock
        hooks = SimulatedHookHost(length: .milliseconds(200), clock: clock)
        receivers = SimulatedReceivers(latency: .milliseconds(20), clock: clock)
        var state = SimulatedState(
            now: clock.now,
            numbers: SplitMix64(seed: seed),
            requestsPerSecond: requestsPerSecond,
            hooks: hooks,
            receivers: receivers
        )
        state.behaviours = behaviours
        self.state = Mutex(state)
    }

    /// Lets time pass in steps of ``step``: first the world moves, then everybody who slept.
    package func advance(by span: Duration) {
        let end = clock.now + span
        while clock.now < end {
            let next = min(end, clock.now + Self.step)
            state.withLock { $0.tick(to: next) }
            clock.advance(to: next)
        }
    }

    /// Brings the stable revision up, ready and behind the router, as a release finds it.
    package func serve(_ plan: Plan, count: Int? = nil) -> [Instance] {
        guard let stable = plan.stable else { return [] }
        return (0..<(count ?? plan.instanceCount)).map { number in
            let id = InstanceID(plan.service, number + 1)
            return state.withLock { state in
                state.start(Launch(id: id, revision: stable, attempt: 0))
                state.processes[id]?.state = .ready
                state.processes[id]?.readyAt = state.now
                state.router.servers[id] = RouterState.Server(id: id, arm: .stable)
                var instance = Instance(id: id, arm: .stable, since: state.now)
                instance.report = state.processes[id]?.report ?? instance.report
                instance.admission = .admitted
                return instance
            }
        }
    }

    /// Brings the workers of stable up, at work, as a release finds them; from then on jobs
    /// arrive.
    package func serveWorkers(_ plan: Plan, jobsPerSecond: Double = 8) -> [Instance] {
        guard let stable = plan.stable, stable.worker != nil, let count = plan.workers?.count else {
            return []
        }
        state.withLock { $0.jobs.perSecond = jobsPerSecond }
        return (0..<count).map { number in
            let id = InstanceID(worker: plan.instanceCount + number + 1, of: plan.service)
            return state.withLock { state in
                state.start(Launch(id: id, revision: stable, attempt: 0, role: .worker))
                state.processes[id]?.state = .ready
                state.processes[id]?.readyAt = state.now
                var worker = Instance(id: id, arm: .stable, since: state.now)
                worker.report = state.processes[id]?.report ?? worker.report
                return worker
            }
        }
    }

    /// Begins to hold what is done in this world against a release: its plan, and its journal as
    /// the witness reads it.
    package func begin(_ plan: Plan, witness: JournalWitness) {
        let database = database ?? plan.migrations.map(makeDatabase)
        state.withLock { state in
            state.plan = plan
            state.floor = plan.instanceCount
            state.witness = witness
            state.database = database
            state.firstDeed = state.deeds.count
            state.flagsBefore = Dictionary(
                uniqueKeysWithValues: plan.flags.map { ($0.name, state.flags[$0.name]) }
            )
        }
    }

    /// One that has nothing behind it, with rows for a few batches.
    private func makeDatabase(_ plan: MigrationPlan) -> SimulatedDatabase {
        SimulatedDatabase(
            plan,
            at: SchemaState(rawValue: "1"),
            rows: 25,
            batch: 10,
            length: .milliseconds(200),
            clock: clock
        )
    }

    func with<Result>(
        _ body: (inout SimulatedState) throws -> sending Result
    ) rethrows -> sending Result {
        try state.withLock { try body(&$0) }
    }
}

extension SimulatedWorld {
    /// What broke a rule of the release model so far, in sentences; empty in a sound release.
    package var violations: [String] { state.withLock(\.violations) }

    /// The database whose schema changes; nil where the plan leaves it alone.
    package var database: SimulatedDatabase? { state.withLock(\.database) }

    /// What became of the jobs.
    package var jobs: JobTally { state.withLock(\.jobTally) }

    /// Who had which job, and when, in the order they were taken.
    package var consumptions: [Consumption] { state.withLock(\.jobs.log) }

    /// Everything that was really changed, in order.
    package var deeds: [Deed] { state.withLock(\.deeds) }

    /// The canary's share as the router is set, whether it can be reached or not.
    package var weight: Weight { state.withLock(\.router.weight) }

    /// Names of the instances whose process runs, in order.
    package var running: [InstanceID] {
        state.withLock { $0.processes.filter { $0.value.isAlive }.keys.sorted() }
    }

    /// Names of the instances that get new requests from the router when their arm has a share.
    package func taking(_ arm: Arm) -> [InstanceID] {
        state.withLock { $0.router.taking(arm) }
    }

    /// Requests answered so far, failed ones included.
    package var served: Int { state.withLock(\.served) }

    /// Requests that failed so far, by what was to blame.
    package var failed: [String: Int] { state.withLock(\.failed) }

    /// Changes what does not work, at once.
    package func fault(_ change: (inout Faults) -> Void) {
        state.withLock { change(&$0.faults) }
    }

    /// Changes what does not work when that much time has passed.
    package func fault(after span: Duration, _ change: @escaping @Sendable (inout Faults) -> Void) {
        let moment = clock.now + span
        state.withLock { state in
            state.script.append((moment, change))
            state.script.sort { $0.at < $1.at }
        }
    }

    /// Ends a process as if by KILL; the fleet sees a crash.
    package func kill(_ id: InstanceID) {
        state.withLock { $0.end(id, .signal(9)) }
    }

    /// Changes how a revision behaves from its next start on.
    package func behave(_ label: String, _ behaviour: Behaviour) {
        state.withLock { $0.behaviours[label] = behaviour }
    }

    /// Changes how the workers of a revision behave from their next start on; healthy until then.
    ///
    /// Of a behaviour only crashing, its last line and stopping matter to a worker: it answers no
    /// checks and no requests.
    package func behaveAsWorkers(_ label: String, _ behaviour: Behaviour) {
        state.withLock { $0.workerBehaviours[label] = behaviour }
    }

    /// Has an instance's readiness check pass or fail from now on.
    package func set(_ id: InstanceID, isReady: Bool) {
        state.withLock { state in
            let wanted: InstanceState = isReady ? .ready : .notReady
            guard let process = state.processes[id], process.isAlive, process.state != wanted
            else { return }
            state.processes[id]?.state = wanted
            state.processes[id]?.tell()
        }
    }

    /// Starts an instance of a revision outside any release, ready at once or not at all, and
    /// returns where it listens.
    package func place(_ id: InstanceID, _ revision: Revision, isReady: Bool) -> String {
        state.withLock { state in
            state.start(Launch(id: id, revision: revision, attempt: 0))
            state.processes[id]?.state = isReady ? .ready : .notReady
            state.processes[id]?.readyAt = state.now
            return state.processes[id]?.endpoint ?? ""
        }
    }

    /// Sends requests one after another and returns how many each instance answered; those nobody
    /// answered are under nil.
    package func send(_ count: Int) -> [InstanceID?: Int] {
        state.withLock { state in
            var answers: [InstanceID?: Int] = [:]
            for _ in 0..<count { answers[state.route().server, default: 0] += 1 }
            return answers
        }
    }

    /// Opens one request where the router sends it, and returns the instance it reached.
    package func openRequest(lasting span: Duration) -> InstanceID? {
        guard let id = state.withLock({ $0.route().server }) else { return nil }
        openRequests(1, on: id, lasting: span)
        return id
    }

    /// Ends every open request well.
    package func finishOpenRequests() {
        state.withLock { state in
            let open = state.router.openRequests
            state.router.openRequests = []
            for request in open { state.finish(request, failure: nil) }
            state.tickRouter()
        }
    }

    /// Opens requests on an instance that last that long, as a download or a socket does.
    package func openRequests(_ count: Int, on id: InstanceID, lasting span: Duration) {
        state.withLock { state in
            guard let arm = state.router.servers[id]?.arm else { return }
            let request = RouterState.OpenRequest(
                server: id,
                arm: arm,
                began: state.now,
                ends: state.now + span,
                fails: false
            )
            state.router.openRequests += Array(repeating: request, count: count)
        }
    }
}
