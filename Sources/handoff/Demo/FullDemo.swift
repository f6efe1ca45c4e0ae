import Foundation
import RolloutAdapters
import RolloutCore
import RolloutJournal

/// The whole story under load: schema, workers, a flag, a payment gateway and a receiver.
struct FullDemo: Sendable {
    let demo: Demo
    let story: DemoStory

    private var folder: DemoFolder { demo.folder }
    private var shop: String { folder.file("storefront-1.0") }

    /// Brings 1.0 up under load, and opens the release of 2.0.
    func begin(_ options: DemoOptions) async throws -> ReleaseID {
        let secrets = try await prepare(options)
        let environment = ProcessInfo.processInfo.environment.merging(secrets) { $1 }
        try startNeighbours(environment)
        Demo.say("bringing up storefront 1.0 behind HAProxy on 127.0.0.1:\(story.ports.shop)")
        let first = try await demo.start("1.0")
        try await HeadlessRun(site: first.site, release: first.release, timeout: .seconds(60))()
        Demo.say("sending \(options.rate) requests/s to it")
        try folder.start(
            "shop",
            [
                try Demo.storefront, "shop", "--url", "http://127.0.0.1:\(story.ports.shop)",
                "--gateway", "http://127.0.0.1:\(story.ports.gateway)", "--rate",
                "\(options.rate)", "--seconds", "0", "--live-seconds", "6", "--json",
            ],
            environment: environment
        )
        if options.pace == .alone, story.turnsBack == nil {
            Demo.say("its gates open by themselves, and the demo confirms the last step")
        }
        return try await demo.open(options)
    }

    /// Makes the database, both revisions and their plans; answers the secrets of the shop.
    private func prepare(_ options: DemoOptions) async throws -> [String: String] {
        try story.write(in: folder)
        let secrets = [
            "PAYMENT_WEBHOOK_SECRET": Demo.randomSecret, "DATABASE_URL": try await makeDatabase(),
        ]
        // In files, so that whoever comes back to the demo can start a steward for it.
        for (file, value) in [
            ("payment-webhook", secrets["PAYMENT_WEBHOOK_SECRET"]),
            ("database-url", secrets["DATABASE_URL"]), ("notify-key", Demo.randomSecret),
        ] {
            try folder.write(Data((value ?? "").utf8), to: "\(file).secret")
        }
        try await writeRevisions(options)
        try await run([shop, "migrate", "--to", "base"], secrets)
        for stage in ["expand", "contract"] where story.isOnServer {
            let sql = try await run([try Demo.storefront, "migrate", "--print", stage], secrets)
            try folder.write(Data(sql.utf8), to: "\(stage).sql")
        }
        let flags = "{\"\(FullDemoPlan.flag)\": false}\n"
        try folder.write(Data(flags.utf8), to: FullDemoPlan.flagFile)
        return secrets
    }

    /// Where the shop's data are to be, empty so far.
    private func makeDatabase() async throws -> String {
        guard story.isOnServer else { return folder.database }
        let port = story.ports.database
        let server = DemoPostgres(folder: folder, port: port, password: Demo.randomSecret)
        Demo.say("starting PostgreSQL on 127.0.0.1:\(port)")
        try await server.start()
        return server.url
    }

    private func writeRevisions(_ options: DemoOptions) async throws {
        for label in ["1.0", "2.0"] {
            try await demo.stamp(label)
            let plan = FullDemoPlan(
                label: label,
                pace: options.pace,
                story: story,
                folder: folder,
                ports: options.ports
            )
            try folder.write(Data(plan.text.utf8), to: "\(label).yaml")
        }
    }

    /// Starts those whom the shop and the release talk to.
    private func startNeighbours(_ environment: [String: String]) throws {
        let program = try Demo.storefront
        try folder.start(
            "gateway",
            [
                program, "gateway", "--port", "\(story.ports.gateway)", "--shop",
                "http://127.0.0.1:\(story.ports.shop)",
            ],
            environment: environment
        )
        let key = try String(contentsOfFile: folder.file("notify-key.secret"), encoding: .utf8)
        try folder.start(
            "receiver",
            [
                program, "receiver", "--port", "\(story.ports.receiver)", "--key-variable",
                "NOTIFY_KEY",
            ],
            environment: environment.merging(["NOTIFY_KEY": key]) { $1 }
        )
    }

    @discardableResult
    private func run(
        _ words: [String],
        _ secrets: [String: String] = [:]
    ) async throws -> String {
        let environment = ProcessInfo.processInfo.environment.merging(secrets) { $1 }
        return try await DemoProgram(words: words, environment: environment)()
    }
}

extension FullDemo {
    /// Counts, and prints what was counted; answers what is not as it should be.
    func count(_ release: ReleaseID) async throws -> [String] {
        let findings = try await findings(of: release)
        for line in findings.lines { Demo.say(line) }
        return findings.faults
    }

    /// Ends the load, lets the shop finish what it has, and gathers what became of all.
    func findings(of release: ReleaseID) async throws -> DemoFindings {
        try await awaitJob()
        Demo.say("ending the load, and counting")
        _ = await folder.stop("shop")
        var findings = DemoFindings(story: story)
        let limit = ContinuousClock.now + .seconds(20)
        repeat {
            findings.jobs = try await jobs()
            findings.payments = await page("/payments", story.ports.gateway)
            findings.messages = await page("/received", story.ports.receiver)
            if findings.isAtRest { break }
            try await Task.sleep(for: .milliseconds(200))
        } while ContinuousClock.now < limit
        findings.load = decoded(FileManager.default.contents(atPath: folder.loadOutput))
        findings.outcome = try JournalReader(demo.site().location).summary(of: release)?.outcome
        let flags: [String: Bool]? = decoded(
            FileManager.default.contents(atPath: folder.file(FullDemoPlan.flagFile))
        )
        findings.flag = flags?[FullDemoPlan.flag]
        findings.schema = try await run([shop, "schema"], database())
            .trimmingCharacters(in: .whitespacesAndNewlines)
        return findings
    }

    /// Leaves the load on until the shop has made a job.
    ///
    /// A release turned back in its checks can be over before one person has bought anything,
    /// and a count of nothing would show nothing.
    private func awaitJob() async throws {
        let limit = ContinuousClock.now + .seconds(20)
        while try await jobs()?.made ?? 0 == 0, ContinuousClock.now < limit {
            try await Task.sleep(for: .milliseconds(200))
        }
    }

    private func database() throws -> [String: String] {
        let path = folder.file("database-url.secret")
        return ["DATABASE_URL": try String(contentsOfFile: path, encoding: .utf8)]
    }

    private func jobs() async throws -> DemoFindings.Jobs? {
        let words = [shop, "audit", "--json"] + (story.mode == .exclusive ? ["--exclusive"] : [])
        let environment = ProcessInfo.processInfo.environment.merging(try database()) { $1 }
        // It ends with 1 when something is wrong, and says what.
        let outcome = try await DemoProgram(words: words, environment: environment).outcome()
        return decoded(Data(outcome.output.utf8))
    }

    private func page<Value: Decodable>(_ path: String, _ port: Int) async -> Value? {
        decoded(await LocalPage.bytes(path, port: port).map { Data($0) })
    }

    private func decoded<Value: Decodable>(_ data: Data?) -> Value? {
        data.flatMap { try? JSONDecoder().decode(Value.self, from: $0) }
    }
}
