package import RolloutCore
import Synchronization

/// Keeps exactly the outstanding operations running.
///
/// The only place that starts tasks. What an operation has to say goes into the inbox; one that is
/// not outstanding any more is cancelled and not listened to. What follows on the same subject
/// waits until the cancelled one is really over, so that a late hand never undoes a newer wish.
package final class OperationRunner: Sendable {
    private struct Running {
        var task: Task<Void, Never>
        var token: Int
        /// Whether it came to its end; kept until the loop has heard so.
        var isDone = false
    }

    private struct Leaving {
        var subject: Operation.Subject
        var task: Task<Void, Never>
    }

    private struct State {
        var running: [Operation: Running] = [:]
        /// Cancelled and not over yet, by token.
        var leaving: [Int: Leaving] = [:]
        var nextToken = 0
        /// The newest picture, for what is asked while an operation goes on.
        var latest: Rollout?
        var wake: (at: Timestamp, task: Task<Void, Never>)?
    }

    private let world: World
    private let inbox: Inbox
    private let time: any TimeSource
    private let executor: (any TaskExecutor)?
    private let state = Mutex(State())

    /// A runner that acts on that world and reports into that inbox.
    package init(
        world: World,
        inbox: Inbox,
        time: any TimeSource,
        executor: (any TaskExecutor)? = nil
    ) {
        self.executor = executor
        self.world = world
        self.inbox = inbox
        self.time = time
    }

    /// Starts what is outstanding and not running, cancels what is not outstanding any more, and
    /// sees to it that the core is woken at its next deadline.
    package func reconcile(with rollout: Rollout) {
        let now = time.now
        let outstanding = Set(rollout.outstanding(at: now))
        let gone = state.withLock { state -> [Running] in
            state.latest = rollout
            let gone = state.running.filter { !outstanding.contains($0.key) }
            for (operation, running) in gone {
                state.running[operation] = nil
                guard !running.isDone else { continue }
                state.leaving[running.token] = Leaving(
                    subject: operation.subject,
                    task: running.task
                )
            }
            return Array(gone.values)
        }
        for running in gone { running.task.cancel() }
        for operation in outstanding { startUnlessRunning(operation, for: rollout) }
        wake(at: rollout.nextDeadline(after: now))
    }

    /// Forgets an operation that came to its end, now that what it said is folded in; one that is
    /// still outstanding is carried out again by the next ``reconcile(with:)``.
    package func settle(_ operation: Operation) {
        state.withLock { state in
            if state.running[operation]?.isDone == true { state.running[operation] = nil }
        }
    }

    /// Cancels everything that runs; the world stays as it is.
    package func cancelAll() {
        let all = state.withLock { state -> [Task<Void, Never>] in
            defer {
                state.running = [:]
                state.wake = nil
            }
            return state.running.values.map(\.task) + [state.wake?.task].compactMap { $0 }
        }
        for task in all { task.cancel() }
    }

    private func startUnlessRunning(_ operation: Operation, for rollout: Rollout) {
        state.withLock { state in
            guard state.running[operation] == nil else { return }
            state.nextToken += 1
            let token = state.nextToken
            let before = state.leaving.values
                .filter { $0.subject == operation.subject }.map(\.task)
            let task = Task(executorPreference: executor) {
                for task in before { await task.value }
                if !Task.isCancelled { await self.perform(operation, for: rollout, token: token) }
                self.state.withLock { $0.leaving[token] = nil }
            }
            state.running[operation] = Running(task: task, token: token)
        }
    }

    /// Said before the operation's last word, so that the loop finds it done when it hears that.
    private func end(_ operation: Operation, _ token: Int) {
        state.withLock { state in
            if state.running[operation]?.token == token { state.running[operation]?.isDone = true }
        }
    }

    private func wake(at moment: Timestamp?) {
        state.withLock { state in
            guard state.wake?.at != moment else { return }
            state.wake?.task.cancel()
            guard let moment else {
                state.wake = nil
                return
            }
            let task = Task(executorPreference: executor) {
                guard (try? await self.time.sleep(until: moment)) != nil else { return }
                // A clock may wake a little early; the same moment then has to be set again.
                self.state.withLock { if $0.wake?.at == moment { $0.wake = nil } }
                self.inbox.offer(.input(.timePassed))
            }
            state.wake = (moment, task)
        }
    }

    /// Whether this run of the operation is still the one that counts.
    private func isCurrent(_ operation: Operation, _ token: Int) -> Bool {
        state.withLock { $0.running[operation]?.token == token }
    }

    private func perform(_ operation: Operation, for rollout: Rollout, token: Int) async {
        let report: @Sendable (Observation) -> Void = { [self] observation in
            if isCurrent(operation, token) { inbox.offer(.input(.observed(observation))) }
        }
        do {
            try await Performance(
                world: world,
                rollout: rollout,
                time: time,
                report: report,
                latest: { [self] in state.withLock { $0.latest } ?? rollout }
            ).carryOut(operation)
            end(operation, token)
            report(.finished(operation))
        } catch {
            end(operation, token)
            report(.failed(operation, Failure(from: error)))
        }
    }
}

extension Operation {
    /// What an operation has its hands on; two with the same subject never work side by side.
    enum Subject: Hashable {
        /// The router's weights.
        case weights
        /// One instance, at the fleet and at the router.
        case instance(InstanceID)
        /// The instance of the rehearsal.
        case rehearsal
        /// The schema of the database.
        case schema
        /// One feature flag.
        case flag(String)
        /// Nothing that another operation touches.
        case own(Operation)
    }

    var subject: Subject {
        switch self {
        case .shift, .promote: .weights
        case .run(let id, _), .admit(let id), .drain(let id), .stop(let id): .instance(id)
        case .rehearse, .clearRehearsal: .rehearsal
        case .migrate, .backfill, .readSchema: .schema
        case .setFlag(let name, _): .flag(name)
        case .preflight, .watchRouter, .watchMetrics, .watchFlags, .watchExternals, .hook, .send:
            .own(self)
        }
    }
}

extension Failure {
    /// Any error of an adapter as a value that can be journaled.
    package init(from error: any Error) {
        if let failure = error as? Failure {
            self = failure
        } else {
            self.init(.refused, "\(error)")
        }
    }
}

extension Rollout {
    /// The instances metric sources have to do with.
    package var roster: Roster {
        Roster(
            instances.values.sorted { $0.id < $1.id }.compactMap { instance in
                guard instance.report.state == .ready || instance.report.state == .notReady,
                    let endpoint = instance.report.endpoint
                else { return nil }
                return Roster.Member(
                    id: instance.id,
                    arm: instance.arm,
                    endpoint: endpoint,
                    metricsPath: plan.revision(of: instance.arm)?.process.metricsPath
                )
            }
        )
    }
}
