/// How the background workers of a service change over to a new revision.
package enum WorkerMode: String, Sendable, Hashable, Codable {
    /// New ones consume beside the old for a while: a share of them first, watched, then all, and
    /// the old take no more jobs and finish the open ones.
    ///
    /// For jobs that both revisions can do.
    case overlap
    /// The old take no more jobs, finish the open ones and end; only then the new ones start.
    ///
    /// For jobs that two revisions must never do at the same time; the queue grows meanwhile.
    case exclusive
}

/// The background workers of a service: how many, and how they change over.
///
/// How one is started is part of its ``Revision``, because the old ones run the old bytes.
package struct WorkerPlan: Sendable, Hashable, Codable {
    /// How they change over.
    package var mode: WorkerMode
    /// Workers of each revision while it does all jobs; 1 or more.
    package var count: Int
    /// New workers started first in `overlap`; 1 through `count`.
    package var firstCount: Int
    /// How long those are watched beside the old ones before the rest follows; from their being
    /// ready.
    @InMicroseconds package var watch: Duration
    /// How long an old worker may finish its open jobs after it was told to end, before it is
    /// killed.
    @InMicroseconds package var drainWithin: Duration

    /// A changeover with the release model's defaults: a quarter of the workers first, 30 s.
    package init(mode: WorkerMode, count: Int) {
        self.mode = mode
        self.count = count
        firstCount = max(1, count / 4)
        watch = .seconds(30)
        drainWithin = .seconds(60)
    }
}
