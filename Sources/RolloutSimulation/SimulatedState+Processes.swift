import RolloutCore
import RolloutEngine

extension SimulatedState {
    mutating func tickProcesses() {
        let changing = processes.values.filter { $0.change(at: now) != nil }.map(\.launch.id)
        for id in changing.sorted() {
            guard let change = processes[id]?.change(at: now) else { continue }
            switch change {
            case .soaking:
                processes[id]?.isSoaking = true
                processes[id]?.tell()
            case .ready:
                processes[id]?.state = .ready
                processes[id]?.readyAt = now
                processes[id]?.tell()
            case .startTimedOut:
                failStart(of: id)
            case .ended(let exit):
                end(id, exit)
            }
        }
    }

    private mutating func failStart(of id: InstanceID) {
        let failure = Failure(.timedOut, "\(id) did not start in time: readiness check: 503")
        for watcher in processes[id]?.watchers ?? [] { watcher.finish(throwing: failure) }
        processes[id]?.watchers = []
    }

    mutating func end(_ id: InstanceID, _ exit: Exit) {
        guard let process = processes[id], process.isAlive else { return }
        let wasAsked = process.endsAt != nil
        processes[id]?.exit = exit
        processes[id]?.state = wasAsked ? .stopped : .crashed
        processes[id]?.tell()
        leaveJob(of: id)
        let cut = router.openRequests.filter { $0.server == id }
        router.openRequests.removeAll { $0.server == id }
        for request in cut { finish(request, failure: "its process ended") }
        if wasAsked, !cut.isEmpty, !hasDrainLimitPassed(id) {
            violated(
                .trafficOnlyWhenReady,
                "\(id) was stopped with \(cut.count) requests open"
            )
        }
    }

    /// Starts a process unless one of that name runs, and has its reports sent to `watcher`.
    mutating func run(
        _ launch: Launch,
        _ watcher: AsyncThrowingStream<InstanceReport, any Error>.Continuation
    ) {
        if let process = processes[launch.id] {
            let isOld = process.state == .crashed && launch.attempt <= process.launch.attempt
            if process.isAlive || isOld {
                processes[launch.id]?.watchers.append(watcher)
                watcher.yield(process.report)
                if isOld { watcher.finish() }
                return
            }
        }
        if faults.refusedStarts > 0 {
            faults.refusedStarts -= 1
            let what = launch.process.ports.map {
                "no free port from \($0.lowerBound) to \($0.upperBound)"
            }
            let fact = "\(launch.id) was not started: \(what ?? "no memory for its process")"
            watcher.finish(throwing: Failure(.noCapacity, fact))
            return
        }
        start(launch)
        processes[launch.id]?.watchers = [watcher]
        processes[launch.id]?.tell()
    }

    @discardableResult
    mutating func start(_ launch: Launch) -> InstanceID {
        nextPid += 1
        let behaviours = launch.role == .worker ? workerBehaviours : behaviours
        let ports = launch.role == .worker ? nil : launch.process.ports
        processes[launch.id] = SimulatedProcess(
            launch: .init(
                id: launch.id,
                attempt: launch.attempt,
                plan: launch.process,
                label: launch.revision.label,
                role: launch.role
            ),
            pid: nextPid,
            endpoint: ports.map { "127.0.0.1:\($0.lowerBound + nextPid % 1_000)" },
            startedAt: now,
            behaviour: behaviours[launch.revision.label] ?? Behaviour()
        )
        // A worker is asked nothing, so it soaks from its start on.
        processes[launch.id]?.isSoaking = launch.role == .worker
        did(.started(launch.id, attempt: launch.attempt))
        return launch.id
    }

    /// Asks a process to end; `stopper` hears when it has.
    mutating func stop(
        _ id: InstanceID,
        grace: Duration,
        _ stopper: CheckedContinuation<Exit, Never>
    ) {
        guard let process = processes[id], process.isAlive else {
            stopper.resume(returning: processes[id]?.exit ?? .unseen)
            return
        }
        processes[id]?.stoppers.append(stopper)
        guard process.endsAt == nil else { return }
        did(.stopped(id))
        checkStop(id)
        checkWorkerStop(id, grace: grace)
        let wanted = max(now + process.behaviour.stopping, jobs.open[id]?.ends ?? now)
        let isOverdue = process.behaviour.isStubborn || wanted > now + grace
        processes[id]?.isOverdue = isOverdue
        processes[id]?.endsAt = isOverdue ? now + grace : wanted
    }
}
