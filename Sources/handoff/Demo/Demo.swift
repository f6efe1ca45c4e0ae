import Foundation
import RolloutAdapters
import RolloutCore
import RolloutEngine
import RolloutJournal

/// What a person may choose of a demo.
struct DemoOptions: Sendable {
    var defect: DemoDefect?
    var rate: Int
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
        let listen = "127.0.0.1:\(try options.port ?? freePort())"
        let shop = try Self.storefront
        try await run([shop, "migrate", "--database", folder.database])
        try await run([shop, "stamp", "--into", folder.file("storefront-1.0"), "--version", "1.0"])
        let fault = options.defect.map { ["--defect", $0.rawValue] } ?? []
        try await run(
            [shop, "stamp", "--into", folder.file("storefront-2.0"), "--version", "2.0"] + fault
        )
        for label in ["1.0", "2.0"] {
            let plan = DemoPlan(
                label: label,
                pace: options.pace,
                listen: listen,
                database: folder.database,
                ports: options.ports
            )
            try Data(plan.text.utf8).write(to: URL(fileURLWithPath: folder.file("\(label).yaml")))
        }
        return listen
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
        say("bringing up storefront 1.0 behind HAProxy on \(listen)")
        let first = try await start("1.0")
        try await HeadlessRun(site: first.site, release: first.release, timeout: .seconds(60))()
        say("sending \(options.rate) requests/s to it")
        try folder.start(
            "shop",
            [
                try Self.storefront, "shop", "--url", "http://\(listen)",
                "--rate", "\(options.rate)", "--seconds", "0", "--live-seconds", "6",
                "--quiet-until-end",
            ],
            environment: environment
        )
        let second = try await start("2.0")
        if options.pace == .person {
            _ = try StewardProcess.start(second.release, at: second.site)
        }
        return second.release
    }

    /// Ends the load, prints what it saw, stops everything and removes the folder.
    ///
    /// - Throws: ``ExitCode/internalError`` when something would not stop.
    func end() async throws {
        var left = await folder.stop("shop")
        if let text = try? String(contentsOfFile: folder.loadOutput, encoding: .utf8) {
            print(text, terminator: text.hasSuffix("\n") ? "" : "\n")
        }
        if let site = try? site(), FileManager.default.fileExists(atPath: folder.state) {
            do {
                left += try await TearDown(site: site, abandons: true)()
            } catch let error as JournalError where error.kind == .missing {
                // Ended before the first release was opened: there is nothing to tear down.
            }
        }
        left += await folder.stop("work")
        guard left.isEmpty else {
            printError("still running: \(left.spokenList). \(folder.path) was kept.")
            throw ExitCode.internalError
        }
        folder.remove()
        say("ended; nothing of it runs any more")
    }

    private func start(_ label: String) async throws -> (site: ServiceSite, release: ReleaseID) {
        try await ReleaseStart(
            plan: folder.file("\(label).yaml"),
            environment: nil,
            folders: Folders(state: folder.state)
        )()
    }

    private func say(_ sentence: String) {
        print("demo: \(sentence)")
        fflush(nil)
    }
}

extension Demo {
    private static var randomSecret: String {
        (0..<4).map { _ in String(UInt64.random(in: 0...UInt64.max), radix: 16) }.joined()
    }

    /// The shop's program, built beside this one.
    private static var storefront: String {
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

    private func freePort() throws -> Int {
        guard let port = Self.listenPorts.first(where: LoopbackPort.isFree) else {
            throw NotDone(
                "no demo: no free port in \(Self.listenPorts.lowerBound) through "
                    + "\(Self.listenPorts.upperBound). Nothing was started. Name one with --port."
            )
        }
        return port
    }

    /// Runs a program to its end.
    private func run(_ arguments: [String]) async throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: arguments[0])
        process.arguments = Array(arguments.dropFirst())
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw NotDone(
                "no demo: `\(arguments.dropFirst().joined(separator: " "))` of the shop ended with "
                    + "\(process.terminationStatus). Nothing is left running."
            )
        }
    }
}
