/// What became of the jobs, and which revision worked on them when.
struct Audit: Sendable, Equatable, Encodable {
    /// What one revision's workers did.
    struct Revision: Sendable, Equatable, Encodable {
        var revision: String
        /// Jobs its workers finished.
        var done: Int
        /// When at least one of its workers took jobs; in order, none touching the next.
        var intervals: [Interval]
    }

    /// A time in which two revisions took jobs.
    struct Overlap: Sendable, Equatable, Encodable {
        var revisions: [String]
        var interval: Interval
    }

    /// Jobs that were enqueued, and orders that should have had one and have not.
    var made: Int
    /// Jobs that were finished and whose effect is there.
    var done: Int
    /// Jobs in nobody's hands.
    var waiting: Int
    /// Jobs that a worker holds.
    var underWay: Int
    /// Orders without a job, and jobs that count as finished without their effect.
    var lost: Int
    /// Jobs that were finished by more than one taking.
    var doneTwice: Int
    /// Jobs that were taken more than once, as those of a killed worker are.
    var takenTwice: Int
    /// By the start of their work.
    var revisions: [Revision]
    var overlaps: [Overlap]

    /// Whether every job is there and none was done twice.
    var isSound: Bool { lost == 0 && doneTwice == 0 }

    /// Whether no two revisions ever took jobs at the same time.
    var isExclusive: Bool { overlaps.isEmpty }
}
