import Foundation

/// The plan files of the demo, written out so that a curious person can read and change them.
struct DemoPlan {
    /// How long the demo takes.
    enum Pace {
        /// Time to look, and one gate for a person.
        case person
        /// Every gate opens by itself, for runs without a terminal.
        case alone
    }

    let label: String
    let pace: Pace
    /// Of each revision.
    let instances: Int
    let listen: String
    let database: String
    let ports: ClosedRange<Int>

    /// The file's text.
    var text: String {
        """
        # Written by `handoff demo`. `handoff plan` tells what it does, step by step.
        service: storefront
        environment: demo
        artifact: { path: storefront-\(label), label: "\(label)" }
        config:
          secrets: [PAYMENT_WEBHOOK_SECRET]
        instances:
          process:
            command: ["{artifact}", serve, --port, "{port}", --database, "\(database)"]
            ports: \(ports.lowerBound)-\(ports.upperBound)
          count: \(instances)
          startup: { http: /startupz, within: 20s }
          ready: { http: /readyz, every: 500ms, timeout: 2s, successes: 2, soak: 2s }
          live: { http: /livez, every: 2s, failures: 3 }
          drain: { within: 10s, longLived: 10s, grace: 5s }
        router:
          haproxy: { listen: "\(listen)" }
        # Its steps take seconds, so votes do too.
        judge: { warmup: 5s, voteLength: 1s }
        metrics:
          errorRate: { tolerate: 10%, above: 5% }
          p95: { tolerate: 25%, atLeast: 50ms }
          p99: { tolerate: 25%, atLeast: 250ms }
          webhookFailures: { worseBy: 5.0, minimumSamples: 10 }
          connections: { above: 85% }
          backlog: { above: 500 }
          memory:
            from: { openmetrics: process_resident_memory_bytes }
            unit: bytes
            perRevision: true
            above: 200000000
        strategy:
          steps: \(steps)
          warm: \(pace == .person ? "60s" : "8s")
          whenUnwatched: continue
        progressDeadline: 60s

        """
    }

    private var steps: String {
        switch pace {
        case .person:
            "[ {setWeight: 5}, {pause: 20s}, {setWeight: 25}, {pause: 20s}, "
                + "{setWeight: 50}, {pause: {}}, {setWeight: 100} ]"
        case .alone:
            "[ {setWeight: 10}, {pause: 20s}, {setWeight: 50}, {pause: 25s}, {setWeight: 100} ]"
        }
    }
}
