/// The example that `handoff init` writes.
enum ExamplePlan {
    /// What splits the traffic in the example.
    enum Target: String, CaseIterable, Sendable {
        case haproxy
    }

    /// The example for one router; it passes `handoff check`.
    static func text(for target: Target) -> String {
        switch target {
        case .haproxy: head + haproxy + tail
        }
    }

    private static let head = """
        # How a release of this service goes, for handoff.
        #
        #   handoff check handoff.yaml    says everything that is wrong with this file
        #   handoff plan handoff.yaml     shows each step, its time, and the way back from there
        #   handoff schema                prints a JSON Schema, for your editor
        #
        # Keys that begin with `x-` are yours. Durations are 500ms, 30s, 5m or 1h; a bare number
        # is seconds.

        service: storefront
        environment: production

        artifact:
          path: build/storefront            # relative to this file
          label: "2.0"                      # what people call this revision
          # digest: sha256:…                # refused when the bytes differ

        config:
          env: [DATABASE_URL]               # must be present; nothing else is passed on
          secrets: [PAYMENT_WEBHOOK_SECRET] # must be present; never shown or recorded
          # A secret can also come from a file that not everybody may read, or from a command:
          # secrets:
          #   - { name: PAYMENT_WEBHOOK_SECRET, file: run/payment-secret }
          #   - { name: DATABASE_PASSWORD, run: [vault, read, -field=value, db] }

        instances:
          process:
            command: ["{artifact}", serve, --port, "{port}"]
            ports: 9100-9199                # two for each of `count`
          count: 4
          startup: { http: /startupz, within: 60s }
          ready: { http: /readyz, every: 1s, timeout: 5s, successes: 2, soak: 10s }
          live: { http: /livez, every: 5s, failures: 3 }
          drain: { within: 30s, longLived: 5m, grace: 10s }
          metrics: { http: /metrics }


        """

    private static let haproxy = """
        router:
          haproxy:
            listen: 127.0.0.1:8080          # run by handoff
            # For a HAProxy of your own, instead of `listen`:
            # socket: /run/haproxy/admin.sock
            # backends: [storefront-a, storefront-b]
            # map: /etc/haproxy/storefront-share.map
            # records: 5514                 # UDP port for its request records


        """

    private static let tail = """
        # Judged all the time. `worseBy` compares with the stable revision over the same seconds,
        # `above` is a ceiling. Missing data never passes.
        metrics:
          errorRate: { worseBy: 1.0, above: 5% }
          p95: { worseBy: 25%, atLeast: 50ms }
          p99: { worseBy: 25%, atLeast: 50ms }
          backlog: { from: { openmetrics: jobs_waiting }, above: 500, onWorse: hold }
          webhookFailures: { worseBy: 1.0 }
          connections: { above: 85% }

        strategy:
          steps:
            - setWeight: 5
            - pause: 2m
            - setWeight: 25
            - pause: {}                     # until a person advances
            - setWeight: 50
            - pause: 5m
            - setWeight: 100
          warm: 30m                         # the previous revision stays ready this long
          whenUnwatched: hold               # with no dashboard open: hold, or continue

        rollback:
          rehearsal: required               # or {whenOlderThan: 24h}, or off

        progressDeadline: 10m
        crashLimit: 2

        """
}
