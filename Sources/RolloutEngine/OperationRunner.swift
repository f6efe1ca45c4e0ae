package import RolloutCore
import Synchronization

/// Keeps exactly the outstanding operations running.
///
/// The only place that starts tasks. What an operation has to say goes into the inbox; one that is
/// not outstanding any more is cancelled and not listened to.
package final class OperationRunner: Sendable {
    private struct Running {
        var task: Task<Void, Never>
        var token: Int
    }

    private struct State {
        var running: [Operation: Running] = [:]
        var nextToken = 0
        var roster = Roster()
        var wake: (at: Timestamp, task: Task<Void, Never>)?
    }

    private let world: World
    private let inbox: Inbox
    private let time: any TimeSource
    private let state = Mutex(State())

    /// A runner that acts on that world and reports into that inbox.
    package init(world: World, inbox: Inbox, time: any TimeSource) {
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
            state.roster = rollout.roster
            let gone = state.running.filter { !outstanding.contains($0.key) }
            for operation in gone.keys { state.running[operation] = nil }
            return Array(gone.values)
        }
        for running in gone { running.task.cancel() }
        for operation in outstanding { startUnlessRunning(operation, for: rollout) }
        wake(at: rollout.nextDeadline(after: now))
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
            let task = Task {
                await self.perform(operation, for: rollout, token: token)
            }
            state.running[operation] = Running(task: task, token: token)
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
            let task = Task { [inbox, time] in
                guard (try? await time.sleep(until: moment)) != nil else { return }
                inbox.offer(.input(.timePassed))
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
                report: report,
                roster: { [self] in state.withLock(\.roster) }
            ).carryOut(operation)
            report(.finished(operation))
        } catch {
            report(.failed(operation, Failure(from: error)))
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
