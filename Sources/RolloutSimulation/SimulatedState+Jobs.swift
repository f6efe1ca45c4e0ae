import RolloutCore

extension SimulatedState {
    /// What is done by now, before any process ends.
    mutating func finishJobs() {
        for worker in jobs.open.keys.sorted() {
            guard let course = jobs.open[worker], course.ends <= now else { continue }
            let job = jobs.log[course.place].job
            if jobs.finish(worker, at: now) > 1 {
                violated(.jobs, "job \(job) was done twice, the second time by \(worker)")
            }
        }
    }

    mutating func tickJobs(over span: Duration) {
        guard jobs.perSecond > 0 else { return }
        jobs.arrive(over: span)
        jobs.endLeases(at: now)
        for process in consumers { jobs.take(process.launch.id, process, at: now) }
        checkConsumers()
    }

    /// The workers that would take a job now.
    private var consumers: [SimulatedProcess] {
        // One that is deaf to TERM goes on with its work.
        workers.filter { $0.endsAt == nil || $0.behaviour.isStubborn }
    }

    /// The workers whose process runs, by name.
    var workers: [SimulatedProcess] {
        processes.values.filter { $0.isWorker && $0.isAlive }
            .sorted { $0.launch.id < $1.launch.id }
    }

    /// By the processes, not by who has a job at this moment: one that runs may have one.
    mutating func checkConsumers() {
        guard plan?.workers?.mode == .exclusive else { return }
        let running = workers
        guard let first = running.first,
            let other = running.first(where: { $0.launch.label != first.launch.label })
        else { return }
        violatedOnce(
            .exclusiveWorkers,
            "\(first.launch.id) of \(first.launch.label) and \(other.launch.id) of "
                + "\(other.launch.label) consume at the same time"
        )
    }

    /// A worker that was told to end has the plan's time for its open job.
    mutating func checkWorkerStop(_ id: InstanceID, grace: Duration) {
        guard jobs.open[id] != nil, let within = plan?.workers?.drainWithin, grace < within else {
            return
        }
        violated(.jobs, "\(id) has a job open and got \(grace.spoken) for it, not \(within.spoken)")
    }

    /// What an ended worker leaves behind.
    mutating func leaveJob(of id: InstanceID) {
        guard let course = jobs.open.removeValue(forKey: id) else { return }
        let job = jobs.log[course.place].job
        guard !jobs.leased.contains(where: { $0.job == job }) else { return }
        jobs.lost.insert(job)
        violated(.jobs, "job \(job) was lost when \(id) ended")
    }

    var jobTally: JobTally {
        let begun = Dictionary(grouping: jobs.log, by: \.job)
        return JobTally(
            arrived: jobs.arrived,
            done: jobs.doneCounts.count,
            doneTwice: jobs.doneCounts.values.count { $0 > 1 },
            lost: jobs.lost.count,
            begunAgain: begun.values.count { $0.count > 1 },
            waiting: jobs.arrived - jobs.doneCounts.count - jobs.lost.count
        )
    }
}
