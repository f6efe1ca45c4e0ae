/// Where a Prometheus server has the counters of a service's instances, to rehearse the judge on.
package struct PrometheusHistory: Sendable, Hashable, Codable {
    /// Seconds between two readings where a plan names none: Prometheus's usual pace.
    package static let usualStep = 15

    /// The server; its path is what comes before `/api/v1`.
    package var server: WebPlace
    /// PromQL of a counter of requests for each instance, without `rate`.
    package var requests: String
    /// PromQL of a counter of the failed ones among them, likewise.
    package var errors: String
    /// The label whose value is the instance.
    package var label: String
    /// Seconds between two readings, at least the pace at which the server reads; votes are never
    /// shorter.
    package var step: Int

    /// A place with nothing to ask for yet.
    package init(
        server: WebPlace,
        requests: String,
        errors: String,
        label: String = "instance",
        step: Int = usualStep
    ) {
        self.server = server
        self.requests = requests
        self.errors = errors
        self.label = label
        self.step = step
    }
}
