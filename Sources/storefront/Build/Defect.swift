import ArgumentParser

/// A fault built into a revision, so that a release of it can be watched being stopped.
///
/// The name travels in the build stamp: the artifact is faulty, not the way it is started.
enum Defect: String, Codable, CaseIterable, Sendable, ExpressibleByArgument {
    /// About 6% of the pages answer 500.
    case errors
    /// Every page takes 120 ms longer.
    case latency
    /// About 4% of the pages take 900 ms longer, which the median never shows.
    case tail
    /// About 40% of the genuine payment webhooks are turned away with a 4xx.
    case webhooks
    /// Every enrolment enqueues 40 jobs instead of one.
    case backlog
    /// Database connections are taken and never given back, up to about 90% of the limit.
    case connections
    /// The process traps some seconds after its first page, again after every restart.
    case crash
    /// Startup and readiness fail for 120 s.
    case slowStart = "slow-start"
    /// Resident memory grows by about 8 MiB/s, up to 600 MiB.
    case leak
}
