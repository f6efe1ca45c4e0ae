package import RolloutCore

/// How the instances of one revision behave.
package struct Behaviour: Sendable, Hashable {
    /// From start to the first readiness; the soak comes on top.
    package var startUp = Duration.milliseconds(600)
    /// Whether readiness never passes.
    package var isNeverReady = false
    /// Share of requests answered with an error, 0 through 1.
    package var errorShare = 0.0
    /// What most requests take.
    package var latency = Duration.milliseconds(20)
    /// Share of requests that take `tail` on top.
    package var tailShare = 0.02
    /// What the slow ones take on top.
    package var tail = Duration.milliseconds(60)
    /// How long after it became ready a process crashes; nil for one that does not.
    package var crashesAfter: Duration?
    /// How many attempts of an instance crash; later ones run on.
    package var crashingAttempts = Int.max
    /// How a crash ends the process.
    package var crash = Exit.signal(11)
    /// The last line it prints before it crashes.
    package var lastLine = "out of memory"
    /// From TERM to its end.
    package var stopping = Duration.milliseconds(100)
    /// Whether it does not end on TERM, so that it has to be killed.
    package var isStubborn = false
    /// Whether the artifact's bytes are not those of its digest.
    package var isAltered = false
    /// How long one job of a worker takes.
    package var jobTime = Duration.milliseconds(120)
    /// Whether a worker says that a job is done before it begins with it, so that one it dies over
    /// is nobody's.
    package var forgetsJobs = false
    /// Numbers each instance offers beside its requests, by criterion: part and, for shares, whole.
    package var readings: [MetricName: Offered] = [:]

    /// A number an instance offers each second.
    package struct Offered: Sendable, Hashable {
        /// The level, or the part of a share.
        package var value: Double
        /// What it is a part of; nil for plain levels.
        package var whole: Double?

        /// A number as an instance offers it.
        package init(_ value: Double, of whole: Double? = nil) {
            self.value = value
            self.whole = whole
        }
    }

    /// A healthy revision.
    package init() {}

    /// A healthy revision with that much changed.
    package init(_ change: (inout Behaviour) -> Void) {
        change(&self)
    }

    /// What one request takes and whether it fails.
    func answer(_ numbers: inout SplitMix64) -> (took: Duration, fails: Bool) {
        let fails = numbers.unit() < errorShare
        var took = latency * (0.6 + 0.8 * numbers.unit())
        if numbers.unit() < tailShare { took += tail }
        return (took, fails)
    }
}
