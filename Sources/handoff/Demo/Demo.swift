import Foundation
import RolloutAdapters
import RolloutCore
import RolloutEngine
import RolloutJournal

/// What a person may choose of a demo.
struct DemoOptions: Sendable {
    var defect: DemoDefect?
    var rate: Int
    /// Of each revision.
    var instances = 3
    var port: Int?
    var ports = Demo.ports
    var pace: DemoPlan.Pace
}

/// One demo: a shop of its own in a folder of its own, released by the same engine as anything.
struct Demo: Sendable {
    /// Instances of both revisions take their ports from here.
    static let ports = 9_100...9_199
    /// Where the shop is reached, the first one free.
    static let listenPorts = 8_080...8_099

    let folder: DemoFolder

    /// The demo's site below its own state folder.
    func site() throws -> ServiceSite {
        try ServiceSite(
            state: URL(fileURLWithPath: folder.state, isDirectory: true),
            service: ServiceName(rawValue: "storefront"),
            environment: "demo"
        )
    }

    /// The newest release of the demo.
    func release() throws -> ReleaseID {
        guard let latest = try JournalReader(site().location).latestRelease() else {
            throw NotDone("there is no demo in \(folder.path). Nothing was done.")
        }
        return latest.release
    }

    /// Whether that release has ended.
    func isOver(_ release: ReleaseID) throws -> Bool {
        try JournalReader(site().location).summary(of: release)?.isUnderWay == false
    }

    /// Writes all that a demo starts from: the shop's two revisions, its database and the plans.
    ///
    /// Nothing runs afterwards. Returns where the shop is to be reached.
    func prepare(_ options: DemoOptions) async throws -> String {
        let listen = "127.0.0.1:\(try options.port ?? Self.freePort())"
        let shop = try Self.storefront
        try await DemoProgram(words: [shop, "migrate", "--database", folder.database])()
        try await stamp("1.0")
        try await stamp("2.0", options.defect.map { ["--defect", $0.rawValue] } ?? [])
        for label in ["1.0", "2.0"] {
            let plan = DemoPlan(
                label: label,
                pace: options.pace,
                instances: options.instances,
                listen: listen,
                database: folder.database,
                ports: options.ports
            )
            try folder.write(Data(plan.text.utf8), to: "\(label).yaml")
        }
        return listen
    }

    /// Makes one revision of the shop: the same program with bytes of its own.
    func stamp(_ version: String, _ more: [String] = []) async throws {
        let words = [
            try Self.storefront, "stamp", "--into", folder.file("storefront-\(version)"),
            "--version", version,
        ]
        try await DemoProgram(words: words + more)()
    }

    /// Prepares the demo, brings 1.0 up under load, and opens the release of 2.0.
    func begin(_ options: DemoOptions) async throws -> ReleaseID {
        // Instances, worker and load generator share it; it lives only as long as the demo.
        setenv("PAYMENT_WEBHOOK_SECRET", Self.randomSecret, 1)
        let listen = try await prepare(options)
        let environment = ProcessInfo.processInfo.environment
        try folder.start(
            "work",
            [folder.file("storefront-1.0"), "work", "--database", folder.database],
            environment: environment
        )
        Self.say("bringing up storefront 1.0 behind HAProxy on \(listen)")
        let first = try await start("1.0")
        try await HeadlessRun(site: first.site, release: first.release, timeout: .seconds(60))()
        Self.say("sending \(options.rate) requests/s to it")
        try folder.start(
            "shop",
            [
                try Self.storefront, "shop", "--url", "http://\(listen)",
                "--rate", "\(options.rate)", "--seconds", "0", "--live-seconds", "6",
                "--quiet-until-end",
            ],
            environment: environment
        )
        return try await open(options)
    }

    /// Ends the load, prints what it saw, stops everything and removes the folder.
    ///
    /// - Throws: ``ExitCode/internalError`` when something would not stop.
    func end() async throws {
        var left = await folder.stop("shop")
        if try DemoStory.read(in: folder) == nil,
            let text = try? String(contentsOfFile: folder.loadOutput, encoding: .utf8)
        {
            print(text, terminator: text.hasSuffix("\n") ? "" : "\n")
        }
        if let site = try? site(), FileManager.default.fileExists(atPath: folder.state) {
            do {
                left += try await TearDown(site: site, abandons: true)()
            } catch let error as JournalError where error.kind == .missing {
                // Ended before the first release was opened: there is nothing to tear down.
            }
        }
        // The database goes last: the others are at it.
        for name in ["work", "gateway", "receiver", "postgres"] { left += await folder.stop(name) }
        guard left.isEmpty else {
            printError("still running: \(left.spokenList). \(folder.path) was kept.")
            throw ExitCode.internalError
        }
        folder.remove()
        Self.say("ended; nothing of it runs any more")
    }

    /// Opens the release of 2.0; a dashboard needs a steward beside it.
    func open(_ options: DemoOptions) async throws -> ReleaseID {
        let second = try await start("2.0")
        if options.pace == .person {
            _ = try StewardProcess.start(StewardTask(second.release, at: second.site))
        }
        return second.release
    }

    /// Opens the release of that revision.
    func start(_ label: String) async throws -> (site: ServiceSite, release: ReleaseID) {
        try await ReleaseStart(
            plan: folder.file("\(label).yaml"),
            environment: nil,
            folders: Folders(state: folder.state)
        )()
    }

    /// Tells the person at the demo.
    static func say(_ sentence: String) {
        print("demo: \(sentence)")
        fflush(nil)
    }
}

extension Demo {
    static var randomSecret: String {
        (0..<4).map { _ in String(UInt64.random(in: 0...UInt64.max), radix: 16) }.joined()
    }

    /// The shop's program, built beside this one.
    static var storefront: String {
        get throws {
            let beside = URL(fileURLWithPath: StewardProcess.ownExecutable)
                .deletingLastPathComponent().appending(path: "storefront")
                .path(percentEncoded: false)
            guard FileManager.default.isExecutableFile(atPath: beside) else {
                throw NotDone(
                    "no demo: the shop's program is not at \(beside). Nothing was started. "
                        + "Build it with `swift build`."
                )
            }
            return beside
        }
    }

    /// Ports for all of the whole story, the shop's first and the others after it.
    static func storyPorts(from port: Int?) throws -> DemoStory.Ports {
        let shop = try port ?? freePort()
        let others = ((shop + 1)...(shop + 60)).lazy.filter(LoopbackPort.isFree).prefix(3)
        guard others.count == 3 else {
            throw NotDone(
                "no demo: fewer than three ports are free from \(shop + 1) through \(shop + 60). "
                    + "Nothing was started. Name another with --port."
            )
        }
        let found = Array(others)
        return DemoStory.Ports(
            shop: shop,
            gateway: found[0],
            receiver: found[1],
            database: found[2]
        )
    }

    private static func freePort() throws -> Int {
        guard let port = listenPorts.first(where: LoopbackPort.isFree) else {
            throw NotDone(
                "no demo: no free port in \(listenPorts.lowerBound) through "
                    + "\(listenPorts.upperBound). Nothing was started. Name one with --port."
            )
        }
        return port
    }
}
