/// Everything outside that a release touches, behind its ports.
package struct World: Sendable {
    /// Starts, watches and stops instances.
    package var fleet: any Fleet
    /// Splits traffic.
    package var router: any TrafficRouter
    /// Measures.
    package var metrics: any MetricSource

    /// A world of real adapters, or of simulated ones.
    package init(fleet: any Fleet, router: any TrafficRouter, metrics: any MetricSource) {
        self.fleet = fleet
        self.router = router
        self.metrics = metrics
    }
}
