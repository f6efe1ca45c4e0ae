package import RolloutCore

/// That a worker had a job, and how long.
package struct Consumption: Sendable, Hashable {
    /// The job's number, in the order of arrival.
    package let job: Int
    /// Who had it.
    package let worker: InstanceID
    /// The label of the worker's revision.
    package let revision: String
    /// When it was taken.
    package let began: Timestamp
    /// When it was done; nil while it is not, and for ever when its worker died over it.
    package internal(set) var done: Timestamp?
}

/// The jobs of the simulated service, and who took them.
///
/// A worker takes one at a time and says so only when it is done; one that dies over a job keeps
/// it until the lease is over, and then anybody may have it again.
struct JobQueue {
    /// How long a job is kept for the worker that took it.
    static let lease = Duration.seconds(2)

    /// A job that somebody has.
    struct Open {
        var place: Int
        var ends: Timestamp
    }

    var perSecond = 0.0
    var arrived = 0
    /// Jobs nobody has, oldest first.
    var waiting: [Int] = []
    /// What each worker is at.
    var open: [InstanceID: Open] = [:]
    /// Jobs that were taken and not done in their lease's time, by the moment it is over.
    var leased: [(job: Int, until: Timestamp)] = []
    var log: [Consumption] = []
    var doneCounts: [Int: Int] = [:]
    var lost: Set<Int> = []
    private var due = 0.0

    /// Lets jobs arrive.
    mutating func arrive(over span: Duration) {
        due += perSecond * span.inSeconds
        while due >= 1 {
            due -= 1
            arrived += 1
            waiting.append(arrived)
        }
    }

    /// Gives jobs back whose worker had its time.
    mutating func endLeases(at now: Timestamp) {
        guard leased.contains(where: { $0.until <= now }) else { return }
        let over = leased.filter { $0.until <= now }.map(\.job)
        leased.removeAll { $0.until <= now }
        waiting.insert(contentsOf: over.filter { doneCounts[$0] == nil }, at: 0)
    }

    /// Gives the worker the oldest job; nothing when there is none.
    mutating func take(_ worker: InstanceID, _ process: SimulatedProcess, at now: Timestamp) {
        guard open[worker] == nil, !waiting.isEmpty else { return }
        let job = waiting.removeFirst()
        log.append(
            Consumption(job: job, worker: worker, revision: process.launch.label, began: now)
        )
        open[worker] = Open(place: log.count - 1, ends: now + process.behaviour.jobTime)
        if !process.behaviour.forgetsJobs { leased.append((job, now + Self.lease)) }
    }

    /// Has the worker done with its job, and returns how often that job was done.
    mutating func finish(_ worker: InstanceID, at now: Timestamp) -> Int {
        guard let course = open.removeValue(forKey: worker) else { return 0 }
        log[course.place].done = now
        let job = log[course.place].job
        leased.removeAll { $0.job == job }
        doneCounts[job, default: 0] += 1
        return doneCounts[job] ?? 0
    }
}

/// What became of the jobs so far.
package struct JobTally: Sendable, Hashable {
    /// Jobs that came in.
    package var arrived: Int
    /// Jobs that were done, each counted once.
    package var done: Int
    /// Jobs that were done more than once.
    package var doneTwice: Int
    /// Jobs that nobody has and nobody will have.
    package var lost: Int
    /// Jobs that were begun again, because a worker died over them.
    package var begunAgain: Int
    /// Jobs that wait or are being done.
    package var waiting: Int
}
