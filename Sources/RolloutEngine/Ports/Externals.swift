package import RolloutCore

/// Asks the things a service depends on whether they are there.
package protocol Externals: Sendable {
    /// One check each, all side by side.
    func preflight(_ externals: [ExternalPlan]) async -> [Check]

    /// The dependency's health, at once and then whenever it changes, for as long as the consumer
    /// listens.
    ///
    /// One failure in a row less than the plan allows changes nothing; one success does.
    func reports(of external: ExternalPlan) -> AsyncStream<ExternalReport>
}
