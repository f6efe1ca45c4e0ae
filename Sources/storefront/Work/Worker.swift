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

    /// What a worker remembers from one step to the next.
    private struct Shift {
        /// Its number in the database, once it is known there.
        var number: Int64?
        var done = 0
        var seen = ContinuousClock.now
        var cleaned = ContinuousClock.now
    }

    private static let pause: Duration = .milliseconds(50)
    private static let heartbeat: Duration = .milliseconds(500)
    private static let housekeeping: Duration = .seconds(60)

    private let record: WorkerRecord
    private let access: StoreAccess
    private let lease: Duration
    private let jobTime: Duration
    private let say: @Sendable (String) -> Void
    private let stopping = Atomic(false)

    /// - Parameters:
    ///   - record: Who it is.
    ///   - access: The database with the queue.
    ///   - lease: How long a claim holds; a job must take much less.
    ///   - jobTime: How long the work of one job takes.
    ///   - say: Told of every change of activity.
    init(
        _ record: WorkerRecord,
        access: StoreAccess,
        lease: Duration,
        jobTime: Duration,
        say: @escaping @Sendable (String) -> Void
    ) {
        self.record = record
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
        var shift = Shift()
        while !stopping.load(ordering: .acquiring) {
            let step = await step(&shift)
            let next: Activity = step == .failed ? .blocked : .ready
            if next != activity {
                say("worker \(next.rawValue), \(shift.done) jobs done")
                activity = next
            }
            switch step {
            case .worked: continue
            case .foundNothing: try? await Task.sleep(for: Self.pause)
            case .failed: try? await Task.sleep(for: .seconds(1))
            }
            guard step == .foundNothing, .now - shift.cleaned > Self.housekeeping else { continue }
            shift.cleaned = .now
            try? await access.store().removeExpiredSessions()
        }
        await end(shift)
    }

    private func step(_ shift: inout Shift) async -> Step {
        do {
            let queue = JobQueue(store: try access.store(), lease: lease)
            let number = try await enter(queue, &shift)
            guard let job = try await queue.claim(worker: number) else { return .foundNothing }
            try await Task.sleep(for: jobTime)
            if try await queue.complete(job) { shift.done += 1 }
            return .worked
        } catch {
            return .failed
        }
    }

    /// Makes itself known before the first job, and heard of from then on.
    private func enter(_ queue: JobQueue, _ shift: inout Shift) async throws -> Int64 {
        guard let number = shift.number else {
            let number = try await queue.enter(record)
            shift.number = number
            return number
        }
        if .now - shift.seen > Self.heartbeat {
            shift.seen = .now
            try await queue.see(worker: number)
        }
        return number
    }

    private func end(_ shift: Shift) async {
        if let number = shift.number, let store = try? access.store() {
            // Without this word the worker counts as having worked until it was last heard of.
            try? await JobQueue(store: store).leave(worker: number)
        }
        say("worker stopped, \(shift.done) jobs done")
    }
}
