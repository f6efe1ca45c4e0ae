package import RolloutCore

/// Which instances belong to which arm, for sources that must tell requests apart.
package struct Roster: Sendable, Hashable {
    /// Where each instance takes requests and offers its metrics.
    package struct Member: Sendable, Hashable {
        /// The instance.
        package var id: InstanceID
        /// Its side of the split.
        package var arm: Arm
        /// `127.0.0.1:9104`.
        package var endpoint: String
        /// Where its OpenMetrics text is; nil when it has none.
        package var metricsPath: String?

        /// One instance a source may have to do with.
        package init(id: InstanceID, arm: Arm, endpoint: String, metricsPath: String?) {
            self.id = id
            self.arm = arm
            self.endpoint = endpoint
            self.metricsPath = metricsPath
        }
    }

    /// The instances that run, in the order of their numbers.
    package var members: [Member]

    /// Those instances.
    package init(_ members: [Member] = []) { self.members = members }
}

/// Measures the service, second by second.
package protocol MetricSource: Sendable {
    /// Checks that every criterion has data from stable now.
    func preflight(_ criteria: [Criterion], roster: Roster) async -> [Check]

    /// One sample for each whole second, about a quarter of a second after it ended, for as long
    /// as the consumer listens. What could not be measured is absent from the sample, and a second
    /// of which nothing at all could be measured still comes, empty.
    ///
    /// `roster` is asked each second, because instances come and go.
    func samples(
        _ criteria: [Criterion],
        roster: @escaping @Sendable () -> Roster
    )
        -> AsyncStream<Sample>
}
