/// Everything outside that a release touches, behind its ports.
package struct World: Sendable {
    /// Starts, watches and stops instances.
    package var fleet: any Fleet
    /// Splits traffic.
    package var router: any TrafficRouter
    /// Measures.
    package var metrics: any MetricSource
    /// Changes the schema; nil where the plan has no migrations.
    package var migrations: (any Migrations)?
    /// Reads and writes feature flags; nil where the plan has none.
    package var flags: (any FlagStores)?
    /// Asks what the service depends on; nil where the plan names nothing.
    package var externals: (any Externals)?
    /// Runs the user's own steps; nil where the plan has none.
    package var hooks: (any HookRunner)?
    /// Tells people; nil where the plan names nobody.
    package var notifier: (any Notifier)?
    /// Knows the service's past; nil judges without it.
    package var historian: (any Historian)?
    /// Looks at what else has to be so before a release, side by side.
    package var inspectors: [any Inspector] = []

    /// A world of real adapters, or of simulated ones.
    package init(fleet: any Fleet, router: any TrafficRouter, metrics: any MetricSource) {
        self.fleet = fleet
        self.router = router
        self.metrics = metrics
    }
}
