/// The plan files of a trial: as short as a release can be with every phase in it.
///
/// The one criterion has limits that the loss of an instance does not reach: what is tried is
/// the release's own course, and rolling back would be right as well with tighter ones.
struct TrialPlan {
    var label: String
    var artifact: String
    var database: String
    var listen: Int
    var ports: ClosedRange<Int>
    /// Whether it waits at its gates while nobody watches.
    var holdsUnwatched = false

    // A dashboard that was killed counts as watching for three more seconds, and the wait at the
    // gate has to outlast that.
    private var lastPause: String { holdsUnwatched ? "5s" : "2s" }

    var text: String {
        """
        service: storefront
        environment: trial
        artifact: { path: "\(artifact)", label: "\(label)" }
        config:
          secrets: [PAYMENT_WEBHOOK_SECRET]
        instances:
          process:
            command: ["{artifact}", serve, --port, "{port}", --database, "\(database)"]
            ports: \(ports.lowerBound)-\(ports.upperBound)
          count: 2
          startup: { http: /startupz, every: 100ms, within: 30s }
          ready: { http: /readyz, every: 100ms, timeout: 2s, successes: 2, soak: 300ms }
          live: { http: /livez, every: 500ms, timeout: 2s, failures: 4 }
          drain: { within: 20s, longLived: 20s, grace: 10s }
        router:
          haproxy: { listen: "127.0.0.1:\(listen)" }
        metrics:
          errorRate: { tolerate: off, worseBy: 60, above: 80%, minimumSamples: 10 }
        strategy:
          steps:
            - setWeight: 25
            - pause: 1s
            - setWeight: 60
            - pause: \(lastPause)
            - setWeight: 100
          warm: 1500ms
          whenUnwatched: \(holdsUnwatched ? "hold" : "continue")
        progressDeadline: 60s

        """
    }
}
