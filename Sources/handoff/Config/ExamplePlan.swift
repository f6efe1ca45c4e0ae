/// The example that `handoff init` writes.
enum ExamplePlan {
    /// What splits the traffic in the example.
    enum Target: String, CaseIterable, Sendable {
        case haproxy
    }

    /// The example for one router; it passes `handoff check`.
    static func text(for target: Target) -> String {
        switch target {
        case .haproxy: head + haproxy + tail + commented(optional)
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
          # validatedIn: staging            # they must have succeeded there

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
        # Judged all the time, over the same seconds as the stable revision. Up to `tolerate` is no
        # regression; beyond it evidence is gathered, 10:1 waits and 125:1 rolls back. `worseBy` is
        # a plain limit on the difference, `above` a plain ceiling. Missing data never passes.
        metrics:
          errorRate: { tolerate: 10%, above: 5% }
          p95: { tolerate: 10%, atLeast: 50ms }
          p99: { tolerate: 10%, atLeast: 50ms }
          backlog: { from: { openmetrics: jobs_waiting }, above: 500, onWorse: hold }
          webhookFailures: { worseBy: 1.0 }
          connections: { above: 85% }
        judge: { falseRollbacks: 1%, warmup: 2m }

        strategy:
          steps:
            - setWeight: 5
            - pause: 2m
            - setWeight: 25
            - pause: {}                     # until a person advances; {approvals: 2} for two
            - setWeight: 50
            - pause: 5m
            - setWeight: 100
          warm: 30m                         # the previous revision stays ready this long
          whenUnwatched: hold               # with no dashboard open: hold, or continue

        rollback:
          rehearsal: required               # or {whenOlderThan: 24h}, or off
          unanswered: hold                  # a gate nobody answers; or {rollback: 24h}

        progressDeadline: 10m
        crashLimit: 2

        # What else a release can bring. Each section works by itself without its `#`.


        """

    /// Sections that not every service needs, in the order in which they matter.
    static let optional = """
        migrations:
          check: { run: [bin/schema-version] }        # prints the state of the schema
          expand: { run: [psql, -f, db/042_expand.sql], state: 42, sql: [db/042_expand.sql] }
          backfill: { run: [bin/fill-042] }           # one batch; prints how many rows are left
          contract: { run: [psql, -f, db/042_contract.sql], state: 43 }   # a person confirms it

        workers:
          mode: overlap                               # or exclusive: never old and new together
          process: { command: ["{artifact}", work] }
          count: 2
          drain: { within: 60s }                      # from TERM to KILL

        flags:
          new_checkout: { at: 50, set: true, store: { file: run/flags.json } }

        externals:                                    # asked before each step forward
          payments: { http: "https://gateway.example/health" }
          mail: { tcp: "mail.example:25" }

        hooks:                                        # one that fails holds the release
          - { name: smoke, after: start, run: [bin/smoke] }

        notify:
          - { slack: {env: SLACK_URL}, on: [paused, held, rolledBack] }
          - { webhook: "https://ops.example/releases", key: {file: run/notify-key} }

        freeze:                                       # nothing is released then
          - { name: weekend, cron: "0 18 * * 5", for: 62h, timeZone: Europe/Berlin }
          - { name: year-end, from: 2026-12-20 18:00, to: 2027-01-04, timeZone: Europe/Berlin }

        # For several environments, each with what differs there; `--environment` names one:
        # environments:
        #   staging: { instances: { count: 1 } }
        #   production: { artifact: { validatedIn: staging } }

        """

    private static func commented(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.isEmpty || line.hasPrefix("#") ? String(line) : "# \(line)"
        }
        .joined(separator: "\n")
    }
}
