extension Rollout {
    /// What comes once every new instance carries its share at weight 0.
    func afterStarting() -> [Event] {
        plan.workers == nil ? [firstShift] : [.workersBegan]
    }

    /// The decision that moves the first traffic.
    private var firstShift: Event { shift(toStage: isFirst ? plan.stages.count - 1 : 0) }

    /// The changeover ends when the old workers are gone and the new ones do all jobs.
    func whileChangingWorkers(
        since: Timestamp,
        at now: Timestamp,
        judge: any Judge
    ) -> [Event] {
        guard let workers = plan.workers else { return [firstShift] }
        guard isFree else { return [] }
        if now >= workerDeadline(since: since) { return overdue(at: now, judge: judge) }
        switch workforce.stage {
        case .old, .trying:
            guard let ready = triedSince, now >= ready + workers.watch else { return [] }
            let isGood = levelBlockers(at: now, judge: judge).isEmpty
            return isGood ? [.workersHandedOver] : []
        case .handingOver:
            let isDone = !workforce.mayConsume(.stable) && areWorkersReady(.canary)
            return isDone && externalTroubles.isEmpty ? [firstShift] : []
        }
    }

    /// What follows from a changeover that takes too long, by what it waits for.
    private func overdue(at now: Timestamp, judge: any Judge) -> [Event] {
        let isFull = failures.contains { operation, failed in
            guard case .run(let id, _) = operation, workforce.members[id] != nil else {
                return false
            }
            return failed.failure.kind == .noCapacity
        }
        if isFull, let left = workersLeft { return respond(to: .noCapacity, left) }
        let why = workersLeft ?? levelBlockers(at: now, judge: judge).first?.sentence
        if why == nil, let outside = externalTroubles.first {
            return respond(to: .dependency, outside)
        }
        return [.rollbackStarted(.workers(detail: why ?? "no end of it"))]
    }

    /// Since when all that were started first are seen to run; nil while one is not.
    private var triedSince: Timestamp? {
        let tried = workforce.members(of: .canary).filter(isWanted(worker:))
        guard tried.allSatisfy({ $0.isConfirmed && $0.report.state == .ready }) else { return nil }
        return tried.map(\.since).max()
    }

    /// When the changeover counts as failed: old workers may finish their jobs before, and new
    /// ones are watched.
    func workerDeadline(since: Timestamp) -> Timestamp {
        let workers = plan.workers
        return limit(plan.progressDeadline, from: since) + (workers?.watch ?? .zero)
            + (workers?.drainWithin ?? .zero)
    }

    func areWorkersReady(_ arm: Arm) -> Bool {
        workforce.consuming(arm) == workforce.members(of: arm).count
    }

    /// Criteria that need no requests and do not pass: what the new workers may have done.
    private func levelBlockers(at now: Timestamp, judge: any Judge) -> [Blocker] {
        verdictBlockers(on: judgedCriteria, at: now, judge: judge)
    }

    private var workersLeft: String? {
        let stuck = workforce.members.values.sorted { $0.id < $1.id }.filter { worker in
            isWanted(worker: worker) ? worker.report.state != .ready : worker.mayRun
        }
        guard !stuck.isEmpty else { return nil }
        return stuck.map { "\($0.id) is \($0.report.state.rawValue)" }.spokenList
    }

    /// Whether the jobs are the previous revision's again, as a rollback needs it.
    package var areWorkersBack: Bool {
        if plan.workers == nil || isFirst { return !workforce.mayConsume(.canary) }
        return !workforce.mayConsume(.canary) && areWorkersReady(.stable)
    }

    /// Whether the worker is to run and to take jobs in the present phase.
    package func isWanted(worker: Instance) -> Bool {
        guard !isOver else { return false }
        guard let workers = plan.workers else { return !isLeavingStable }
        if worker.arm == jobSide {
            return workers.mode == .overlap || mayTakeJobs(worker.arm)
        }
        return worker.arm == .canary && isTrying
            && workforce.members(of: .canary).prefix(workers.firstCount).contains(worker)
    }

    /// The side that is to do the jobs.
    private var jobSide: Arm {
        let isChanged = workforce.stage == .handingOver && !isReturningWorkers && !isAtWorkerHook
        return isChanged ? .canary : .stable
    }

    private var isTrying: Bool {
        workforce.stage == .trying && !isReturningWorkers && !isAtWorkerHook
    }

    private var isAtWorkerHook: Bool {
        if case .changingWorkers = phase { isAtHook } else { false }
    }

    private var isReturningWorkers: Bool {
        if case .rollingBack(let rollback) = phase { rollback.returned != nil } else { false }
    }

    /// A plan without workers takes those of the revision before away with its instances.
    private var isLeavingStable: Bool {
        switch phase {
        case .retiring, .contracting: true
        default: false
        }
    }

    /// Whether a side may take jobs in `exclusive`: it has them, or nobody can have them.
    ///
    /// Goes by what the journal shows, not by what was asked for. One that is planned may have been
    /// asked for, but only when nobody of the other side was left.
    private func mayTakeJobs(_ arm: Arm) -> Bool {
        let hasThem = workforce.members(of: arm).contains {
            $0.isAlive || $0.report.state == .crashed
        }
        return hasThem || !workforce.mayConsume(arm == .stable ? .canary : .stable)
    }

    /// What has to be done to workers now.
    func workerOperations(at now: Timestamp) -> [Operation] {
        workforce.members.values.sorted { $0.id < $1.id }.flatMap { worker -> [Operation] in
            guard isWanted(worker: worker) else {
                // One that is planned may have been asked for only where its turn has come and
                // gone, which is on the way back.
                let isLeft = worker.report.state == .planned && !isReturningWorkers
                return worker.mayRun && !isLeft ? [.stop(worker.id)] : []
            }
            if let again = worker.startAgain, now < again { return [] }
            return [.run(worker.id, attempt: worker.crashes)]
        }
    }

    mutating func foldWorkers(_ event: Event) {
        switch event {
        case .workersBegan:
            guard let workers = plan.workers else { return }
            for number in 0..<workers.count {
                let id = InstanceID(
                    worker: start.firstInstanceNumber + plan.instanceCount + number,
                    of: plan.service
                )
                workforce.members[id] = Instance(id: id, arm: .canary, since: at)
            }
            enter(.changingWorkers(since: at))
            let isAtOnce = workers.mode == .exclusive || isFirst
            workforce.stage = isAtOnce ? .handingOver : .trying
        case .workersHandedOver:
            workforce.stage = .handingOver
        default:
            preconditionFailure("not about workers: \(event)")
        }
        revision += 1
    }

    /// What is seen of a worker; it has no place in the router.
    mutating func foldWorkerReport(_ report: InstanceReport, of id: InstanceID) {
        guard let worker = workforce.members[id] else { return }
        let next = worker.taking(report, at: at)
        let others = workforce.members(of: next.arm == .canary ? .stable : .canary)
        precondition(
            plan.workers?.mode != .exclusive || !next.isAlive || !others.contains(where: \.isAlive),
            "\(id) consumes beside a worker of the other revision"
        )
        workforce.members[id] = next
    }
}

extension InstanceID {
    /// The worker with that number of a service: `storefront-worker-7`.
    package init(worker number: Int, of service: ServiceName) {
        self.init(rawValue: "\(service)-worker-\(number)")
    }
}
