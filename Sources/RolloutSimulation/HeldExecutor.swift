import Synchronization

/// An executor whose tasks run only when it is told to, in the order they became able to.
///
/// What runs on it and sleeps on a ``HeldClock`` does the same in every run, whatever else the
/// machine does: once ``runUntilIdle()`` returns, everybody waits for the clock.
package final class HeldExecutor: TaskExecutor {
    private let waiting = Mutex<[UnownedJob]>([])

    /// An executor with nothing to run.
    package init() {}

    /// Keeps a piece of a task for the next ``runUntilIdle()``.
    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        waiting.withLock { $0.append(job) }
    }

    /// Runs what can run, and what that makes able to run, on the caller's thread.
    package func runUntilIdle() {
        while true {
            let jobs = waiting.withLock { jobs -> [UnownedJob] in
                defer { jobs.removeAll() }
                return jobs
            }
            guard !jobs.isEmpty else { return }
            for job in jobs { job.runSynchronously(on: asUnownedTaskExecutor()) }
        }
    }
}
