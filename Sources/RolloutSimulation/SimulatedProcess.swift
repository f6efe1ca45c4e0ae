import RolloutCore
import RolloutEngine

/// One process of the simulated host; it lives on when whoever started it is gone.
struct SimulatedProcess {
    let launch: Launched
    let pid: Int
    /// Nil for a worker.
    let endpoint: String?
    let startedAt: Timestamp
    let behaviour: Behaviour
    var state = InstanceState.starting
    var isSoaking = false
    var readyAt: Timestamp?
    var exit: Exit?
    /// When it ends because it was asked to; nil while nobody asked.
    var endsAt: Timestamp?
    /// Whether it has to be killed then, because it will not be done.
    var isOverdue = false
    var watchers: [AsyncThrowingStream<InstanceReport, any Error>.Continuation] = []
    var stoppers: [CheckedContinuation<Exit, Never>] = []

    /// What it was started for.
    struct Launched: Hashable {
        var id: InstanceID
        var attempt: Int
        var plan: ProcessPlan
        var label: String
        var role: Launch.Role
    }

    var isAlive: Bool { exit == nil }

    var isWorker: Bool { launch.role == .worker }

    var report: InstanceReport {
        InstanceReport(
            state: state,
            pid: isAlive ? pid : nil,
            endpoint: endpoint,
            detail: detail,
            exit: exit
        )
    }

    private var detail: String {
        switch state {
        case .starting: isSoaking ? "soaking \(launch.plan.soak.spoken)" : "startup check"
        case .notReady: "readiness check: 503"
        case .crashed: behaviour.lastLine
        case .planned, .ready, .stopped: ""
        }
    }

    /// The next change of its own accord at `now`; nil when there is none yet.
    func change(at now: Timestamp) -> Change? {
        guard isAlive else { return nil }
        if let endsAt, now >= endsAt {
            return .ended(isOverdue ? .signal(9) : .status(0))
        }
        switch state {
        case .starting:
            // A worker is asked nothing, so it cannot be overdue.
            let startUp = isWorker ? .zero : behaviour.startUp
            if behaviour.isNeverReady, !isWorker {
                return now >= startedAt + launch.plan.startupWithin ? .startTimedOut : nil
            }
            if now >= startedAt + startUp + launch.plan.soak { return .ready }
            return !isSoaking && now >= startedAt + startUp ? .soaking : nil
        case .ready:
            guard let after = behaviour.crashesAfter, let readyAt,
                launch.attempt < behaviour.crashingAttempts
            else { return nil }
            return now >= readyAt + after ? .ended(behaviour.crash) : nil
        default:
            return nil
        }
    }

    /// What a process does of its own accord.
    enum Change {
        case soaking
        case ready
        case startTimedOut
        case ended(Exit)
    }

    /// Tells everybody who watches; the last word ends their streams.
    mutating func tell() {
        for watcher in watchers { watcher.yield(report) }
        guard !isAlive else { return }
        for watcher in watchers { watcher.finish() }
        watchers = []
        for stopper in stoppers { stopper.resume(returning: exit ?? .unseen) }
        stoppers = []
    }
}
