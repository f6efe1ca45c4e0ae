import Synchronization

/// Takes jobs one after the other, and finishes the one it has when told to stop.
final class Worker: Sendable {
    /// How a worker stands to its queue; printed when it changes, not for every job.
    enum Activity: String {
        case ready = "takes jobs"
        case blocked = "cannot reach the queue, trying again every second"
    }

    private enum Step {
        case worked, foundNothing, failed
    }

    private static let pause: Duration = .milliseconds(50)
    private static let housekeeping: Duration = .seconds(60)

    private let access: StoreAccess
    private let lease: Duration
    private let jobTime: Duration
    private let say: @Sendable (String) -> Void
    private let stopping = Atomic(false)

    /// - Parameters:
    ///   - access: The database with the queue.
    ///   - lease: How long a claim holds; a job must take much less.
    ///   - jobTime: How long the work of one job takes.
    ///   - say: Told of every change of activity.
    init(
        access: StoreAccess,
        lease: Duration,
        jobTime: Duration,
        say: @escaping @Sendable (String) -> Void
    ) {
        self.access = access
        self.lease = lease
        self.jobTime = jobTime
        self.say = say
    }

    /// Takes no further job; ``run()`` returns once the open one is done.
    func stop() {
        stopping.store(true, ordering: .releasing)
    }

    /// Works until stopped.
    func run() async {
        var activity: Activity?
        var done = 0
        var cleaned = ContinuousClock.now
        while !stopping.load(ordering: .acquiring) {
            let step = await step(&done)
            let next: Activity = step == .failed ? .blocked : .ready
            if next != activity {
                say("worker \(next.rawValue), \(done) jobs done")
                activity = next
            }
            switch step {
            case .worked: continue
            case .foundNothing: try? await Task.sleep(for: Self.pause)
            case .failed: try? await Task.sleep(for: .seconds(1))
            }
            guard step == .foundNothing, .now - cleaned > Self.housekeeping else { continue }
            cleaned = .now
            try? await access.store().removeExpiredSessions()
        }
        say("worker stopped, \(done) jobs done")
    }

    private func step(_ done: inout Int) async -> Step {
        do {
            let queue = JobQueue(store: try access.store(), lease: lease)
            guard let job = try await queue.claim() else { return .foundNothing }
            try await Task.sleep(for: jobTime)
            if try await queue.complete(job) { done += 1 }
            return .worked
        } catch {
            return .failed
        }
    }
}
