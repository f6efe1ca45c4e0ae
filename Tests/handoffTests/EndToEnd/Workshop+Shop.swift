import Foundation
import Testing

extension Workshop {
    /// Makes the shop's database and its revisions, each with bytes and a plan file of its own.
    ///
    /// Both plans get the further sections.
    func prepare(
        _ labels: [String] = ["a", "b"],
        steps: String = Steps.byHand,
        adding sections: String = ""
    ) async throws {
        try await shop(["migrate", "--database", path("shop.sqlite")])
        for label in labels {
            try await stamp(label)
            try write(plan(label, steps: steps, adding: sections), to: "\(label).yaml")
        }
    }

    /// Makes a revision of the shop.
    func stamp(_ label: String) async throws {
        try await shop(["stamp", "--into", path("shop-\(label)"), "--version", label])
    }

    /// Steps of a plan.
    enum Steps {
        /// A person opens every gate.
        static let byHand =
            "[ {setWeight: 5}, {pause: {}}, {setWeight: 25}, {pause: {}}, {setWeight: 100} ]"
        /// Gates open by themselves.
        static let alone = "[ {setWeight: 20}, {pause: 1s}, {setWeight: 100} ]"
    }

    /// The plan of one revision, with sections that not every test needs behind the usual ones.
    func plan(
        _ label: String,
        steps: String = Steps.byHand,
        adding sections: String = ""
    ) -> String {
        """
        service: shop
        environment: test
        artifact: { path: shop-\(label), label: "\(label)" }
        config: { secrets: [PAYMENT_WEBHOOK_SECRET] }
        instances:
          process:
            command: ["{artifact}", serve, --port, "{port}", --database, \(path("shop.sqlite"))]
            ports: \(ports.lowerBound)-\(ports.upperBound)
          count: 2
          startup: { http: /startupz, within: 30s }
          ready: { http: /readyz, every: 200ms, timeout: 5s, successes: 2, soak: 300ms }
          live: { http: /livez, every: 1s, timeout: 5s, failures: 3 }
          drain: { within: 3s, longLived: 3s, grace: 5s }
        router: { haproxy: { listen: 127.0.0.1:\(port) } }
        metrics:
          errorRate: { above: 50%, minimumSamples: 10 }
        strategy:
          whenUnwatched: continue
          steps: \(steps)
          warm: 1s

        """ + (sections.isEmpty ? "" : sections + "\n")
    }

    /// Writes a file of the workshop.
    func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: URL(filePath: path(name)))
    }

    /// Brings the first revision up, and customers who ask it for pages all the time.
    @discardableResult
    func openShop(
        _ plan: String = "a.yaml",
        rate: Int = 100,
        changing: [String: String?] = [:]
    ) async throws -> Child {
        let first = try await run(["run", plan, "--headless"], changing: changing)
        try #require(first.code == 0, "\(first.words)")
        return try start(
            [
                "shop", "--url", "http://127.0.0.1:\(port)", "--rate", "\(rate)", "--seconds", "0",
                "--live-seconds", "1", "--json",
            ],
            program: "storefront"
        )
    }

    /// Sends the customers home and expects that each of them was served.
    func close(_ customers: Child) async throws {
        struct Report: Decodable {
            var requests: Int
            var failed: Int
        }
        customers.signal(SIGTERM)
        let end = try await customers.outcome()
        let report = try JSONDecoder().decode(Report.self, from: Data(end.output.utf8))
        #expect(report.failed == 0, "\(end.output)")
        #expect(report.requests > 0)
    }

    /// Runs the shop's program to its end and returns what it printed.
    @discardableResult
    func shop(_ words: [String]) async throws -> String {
        let outcome = try await start(words, program: "storefront").outcome()
        try #require(outcome.code == 0, "\(outcome.words)")
        return outcome.output
    }

    /// Starts a release that a job carries out.
    func begin(_ plan: String = "b.yaml", changing: [String: String?] = [:]) throws -> Child {
        try start(["run", plan, "--headless", "--state", path("state")], changing: changing)
    }
}

/// What `handoff status -o json` says, as far as the tests look.
struct Status: Decodable {
    var release: String
    var phase: String
    var outcome: String?
    var askedPercent: Double
    var observedPercent: Double?
    var isPaused: Bool
    var hold: String?
    var blockers: [String]
}

extension Workshop {
    /// Where the newest release stands, as another process reads it.
    func status() async throws -> Status {
        let outcome = try await run(["status", "-o", "json"])
        try #require(outcome.code == 0, "\(outcome.words)")
        return try JSONDecoder().decode(Status.self, from: Data(outcome.output.utf8))
    }

    /// Between two looks: each is a process of its own, and many of them would be all there is.
    private static let lookPeriod = Duration.milliseconds(200)

    /// Waits until the newest release is so, and returns what it is then.
    @discardableResult
    func wait(
        _ what: String,
        within limit: Duration = .seconds(60),
        until isSo: (Status) -> Bool
    ) async throws -> Status {
        var last: Status?
        let isThere = try await eventually(within: limit, every: Self.lookPeriod) {
            let now = try await status()
            last = now
            return isSo(now)
        }
        let found = try #require(last)
        try #require(isThere, "not \(what): \(found)")
        return found
    }

    /// Waits until the newest release bakes with that share on the canary and has measured there.
    func waitForBake(at percent: Double) async throws {
        let isThere = try await eventually(within: .seconds(60), every: Self.lookPeriod) {
            let status = try await status()
            return status.phase == "baking" && status.observedPercent == percent
                && !status.blockers.contains { $0.contains("nothing measured") }
        }
        let last = try await status()
        try #require(isThere, "\(last)")
    }
}
