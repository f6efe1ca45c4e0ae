import Foundation
import RolloutCore

/// The plan files of the whole story, written out so that a curious person can read and change
/// them.
struct FullDemoPlan {
    let label: String
    let pace: DemoPlan.Pace
    let story: DemoStory
    let folder: DemoFolder
    let ports: ClosedRange<Int>

    /// The flag that the release sets.
    static let flag = "new_checkout"
    /// The file that flag is in.
    static let flagFile = "flags.json"

    /// The file's text; the first revision has nothing to change beside itself.
    var text: String {
        head + (label == "1.0" ? "" : changes) + """
            strategy:
              steps: \(steps)
              warm: \(pace == .person ? "60s" : "8s")
              whenUnwatched: continue
            progressDeadline: 60s

            """
    }

    private var head: String {
        """
        # Written by `handoff demo --full`. `handoff plan` tells what it does, step by step.
        service: storefront
        environment: demo
        artifact: { path: storefront-\(label), label: "\(label)" }
        config:
          secrets:
            - { name: PAYMENT_WEBHOOK_SECRET, file: payment-webhook.secret }
            - { name: DATABASE_URL, file: database-url.secret }
        instances:
          process:
            command: ["{artifact}", serve, --port, "{port}", --flags, "\(path(Self.flagFile))",
              --gateway, "http://127.0.0.1:\(story.ports.gateway)"]
            ports: \(ports.lowerBound)-\(ports.upperBound)
          count: 3
          startup: { http: /startupz, within: 20s }
          ready: { http: /readyz, every: 500ms, timeout: 2s, successes: 2, soak: 2s }
          live: { http: /livez, every: 2s, failures: 3 }
          drain: { within: 10s, longLived: 10s, grace: 5s }
        workers:
          mode: \(story.mode.rawValue)
          process: { command: ["{artifact}", work] }
          count: 2
          soak: 1s
          drain: { within: 10s }
        \(watch)
        router:
          haproxy: { listen: "127.0.0.1:\(story.ports.shop)" }
        externals:
          payments: { http: "http://127.0.0.1:\(story.ports.gateway)/health", every: 1s }
        # Its steps take seconds, so votes do too.
        judge: { warmup: 5s, voteLength: 1s }
        metrics:
          errorRate: { tolerate: 10%, above: 5% }
          p99: { tolerate: 25%, atLeast: 250ms }
          webhookFailures: { worseBy: 5.0, minimumSamples: 10 }
          connections: { above: 85% }
          backlog: { above: 500 }

        """
    }

    private var watch: String {
        guard story.mode == .overlap else { return "" }
        return "  first: 1\n  watch: \(pace == .person ? "15s" : "3s")"
    }

    private var changes: String {
        let shop = path("storefront-\(label)")
        return """
            migrations:
              check: { run: ["\(shop)", schema] }
              expand: { run: ["\(shop)", migrate, --to, expand], state: "4"\(sql("expand")) }
              backfill: { run: ["\(shop)", migrate, --backfill, --batch, "100"], every: 300ms }
              contract: { run: ["\(shop)", migrate, --to, contract], state: "5"\(sql("contract")) }
              lockTimeout: 3s
            flags:
              \(Self.flag): { at: 50, set: true, store: { file: \(Self.flagFile) } }
            notify:
              - webhook: "http://127.0.0.1:\(story.ports.receiver)/"
                key: { file: notify-key.secret }
                on: [started, refused, shifted, paused, held, waiting, rollingBack, rolledBack,
                  rollbackFailed, aborted, succeeded]

            """
    }

    /// The linter knows PostgreSQL only.
    private func sql(_ stage: String) -> String {
        story.isOnServer ? ", sql: [\(stage).sql]" : ""
    }

    private func path(_ name: String) -> String { folder.file(name) }

    private var steps: String {
        switch pace {
        case .person:
            "[ {setWeight: 5}, {pause: 20s}, {setWeight: 25}, {pause: 20s}, "
                + "{setWeight: 50}, {pause: {}}, {setWeight: 100} ]"
        case .alone:
            "[ {setWeight: 20}, {pause: 5s}, {setWeight: 50}, {pause: 5s}, {setWeight: 100} ]"
        }
    }
}
