import Foundation
import RolloutCore
import RolloutJournal
import Testing

@testable import handoff

/// One shop with its releases, load and dashboard, in a folder and on ports of its own.
final class KillTrial {
    let folder: String
    let port: Int
    let site: ServiceSite
    private let state: String
    private let handoff: String
    private let storefront: String
    private var load: BuiltProgram?
    /// The process a person or a job started the release with.
    private(set) var front: BuiltProgram?
    private var isDashboard = false
    private var watching: BuiltProgram?
    private(set) var longRequests: [LongRequest] = []

    init(berth: Int, holdsUnwatched: Bool) throws {
        // Short, because the path of a socket may have no more than about 100 characters.
        let name = "hk" + String(UInt32.random(in: 0...UInt32.max), radix: 36)
        let url = URL(filePath: NSTemporaryDirectory()).appending(path: name)
            .resolvingSymlinksInPath()
        try FileManager.default.createDirectory(
            at: url,
            withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700]
        )
        folder = url.path(percentEncoded: false)
        port = try Self.freePort(of: berth)
        state = folder + "/state"
        handoff = try BuiltProgram.path("handoff")
        storefront = try BuiltProgram.path("storefront")
        site = try ServiceSite(
            state: URL(filePath: state, directoryHint: .isDirectory),
            service: ServiceName(rawValue: "storefront"),
            environment: "trial"
        )
        let first = 17_200 + (port - 17_100) * 8
        for label in ["1.0", "2.0"] {
            let plan = TrialPlan(
                label: label,
                artifact: try StampedShop.path(label),
                database: folder + "/shop.sqlite",
                listen: port,
                ports: first...first + 7,
                holdsUnwatched: holdsUnwatched && label == "2.0"
            )
            try Data(plan.text.utf8).write(to: url.appending(path: "\(label).yaml"))
        }
    }

    /// A port nobody has, of those of the berth: the same tests may run twice on one machine.
    private static func freePort(of berth: Int) throws -> Int {
        let candidates = (0..<33).map { 17_100 + berth * 33 + $0 }.shuffled()
        for port in candidates where (try? Listener(port: port)) != nil { return port }
        throw Listener.Taken(port: candidates[0])
    }

    /// Requests a second, 200 unless `HANDOFF_KILL_RATE` says otherwise.
    private static let rate = ProcessInfo.processInfo.environment["HANDOFF_KILL_RATE"] ?? "200"

    /// Brings 1.0 up and sends requests to it.
    func open() async throws {
        try await run([storefront, "migrate", "--database", folder + "/shop.sqlite"])
        try await run([handoff, "run", "--headless", "--state", state, folder + "/1.0.yaml"])
        load = try BuiltProgram(
            [
                storefront, "shop", "--url", "http://127.0.0.1:\(port)", "--rate", Self.rate,
                "--seconds", "0", "--live-seconds", "2", "--json",
            ],
            output: loadFile
        )
    }

    private var loadFile: String { folder + "/load.json" }

    /// Starts the release of 2.0 on a dashboard, or in a job that steers by itself.
    func release(onDashboard: Bool) throws {
        isDashboard = onDashboard
        let job = onDashboard ? [] : ["--headless"]
        front = try BuiltProgram(
            [handoff, "run"] + job + ["--state", state, folder + "/2.0.yaml"],
            output: folder + "/front.log",
            terminal: onDashboard ? TestTerminal() : nil
        )
    }

    /// What the process that the release was started with has printed.
    var said: String {
        get throws { try String(contentsOfFile: folder + "/front.log", encoding: .utf8) }
    }

    /// Carries out a command of handoff and expects it to work.
    func order(_ words: String...) async throws {
        try await run([handoff, words[0], "storefront", "--state", state] + words.dropFirst())
    }

    /// Opens `handoff watch` on a terminal of its own and waits until it shows an instance.
    func watch() async throws {
        let terminal = try TestTerminal()
        watching = try BuiltProgram(
            [handoff, "watch", "storefront", "--state", state],
            output: folder + "/watch.log",
            terminal: terminal
        )
        let deadline = ContinuousClock.now + .seconds(20)
        while !terminal.hasShown("storefront-") {
            guard ContinuousClock.now < deadline else {
                throw NotReached(what: "a second dashboard", phase: "not drawn")
            }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// Opens streams that outlast the moment, so that a drain has something to wait for.
    func openLongRequests(seconds: Int) throws {
        // At 60% on one side, all 16 of them on it would be one case in several thousand.
        for _ in 0..<16 { longRequests.append(try LongRequest(port: port, seconds: seconds)) }
    }

    /// Ends the load and reads what it saw.
    func endLoad() async throws -> LoadReport {
        load?.signal(SIGTERM)
        try #require(try await load?.end(within: .seconds(30)) != nil)
        return try LoadReport(file: loadFile)
    }

    /// Leaves the dashboards; a job ends by itself, with that code.
    func endFront(with code: ExitCode, isKilled: Bool) async throws {
        if !isDashboard, !isKilled {
            #expect(try await front?.end(within: .seconds(20)) == code.rawValue)
        }
        for program in [front, watching].compactMap(\.self) {
            program.signal(SIGTERM)
            try #require(try await program.end(within: .seconds(20)) != nil)
        }
    }

    /// Ends everything, whatever became of it, and returns what would not end.
    func close() async throws -> FolderProcesses {
        load?.signal(SIGKILL)
        front?.signal(SIGKILL)
        watching?.signal(SIGKILL)
        try await run([handoff, "tear-down", "storefront", "--state", state, "--abandon", "--yes"])
        let left = try FolderProcesses(of: folder)
        if left.isEmpty { try FileManager.default.removeItem(atPath: folder) }
        return left
    }

    private func run(_ arguments: [String]) async throws {
        let log = folder + "/command.log"
        let status = try await BuiltProgram(arguments, output: log).end(within: .seconds(60))
        let printed = try String(contentsOfFile: log, encoding: .utf8)
        try #require(status == 0, "\(arguments.dropFirst()) ended with it, saying: \(printed)")
    }
}
