import Foundation
import Synchronization

/// The one thread on which a router's actor works.
///
/// The runtime socket is read and written with blocking calls, up to 1 s when HAProxy hangs. On
/// this thread they hold up the router alone and never the shared threads the engine runs on.
final class HAProxyThread: SerialExecutor {
    private struct Work {
        var jobs: [UnownedJob] = []
        var isOver = false
    }

    private let work = Mutex(Work())
    private let arrived = NSCondition()

    /// Starts the thread; it ends after ``finish()``.
    init(name: String) {
        let thread = Thread { [self] in run() }
        thread.name = name
        thread.start()
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let unowned = UnownedJob(job)
        arrived.lock()
        work.withLock { $0.jobs.append(unowned) }
        arrived.signal()
        arrived.unlock()
    }

    /// Lets the thread end once it has nothing left to do.
    func finish() {
        arrived.lock()
        work.withLock { $0.isOver = true }
        arrived.signal()
        arrived.unlock()
    }

    private func run() {
        while let jobs = nextJobs() {
            for job in jobs { job.runSynchronously(on: asUnownedSerialExecutor()) }
        }
    }

    private func nextJobs() -> [UnownedJob]? {
        arrived.lock()
        defer { arrived.unlock() }
        while true {
            let (jobs, isOver) = work.withLock { work in
                defer { work.jobs = [] }
                return (work.jobs, work.isOver)
            }
            if !jobs.isEmpty { return jobs }
            if isOver { return nil }
            arrived.wait()
        }
    }
}
