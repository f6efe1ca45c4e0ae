import Foundation
import Synchronization
import Testing

/// A folder and ports of one test's own, with the built programs in reach.
///
/// Everything started in it carries the folder's path in its command line, which is how what is
/// left over is found, here as by a person with `ps`.
final class Workshop: Sendable {
    /// Short, because the path of a socket below it may have no more than about 100 characters.
    let folder: String
    /// Of what may not be in the folder, because another user runs it.
    var otherFolder: String { folder + "-other" }
    /// Where the router takes requests.
    let port: Int
    /// Of instances.
    let ports: ClosedRange<Int>
    /// Of what is beside the service: a gateway, a receiver of messages.
    let otherPorts: [Int]
    private let children = Mutex<[Child]>([])
    /// Which of the places this one's ports are.
    private let number: Int

    private static let taken = Mutex<Set<Int>>([])

    private init() throws {
        number = try #require(Self.place(), "no ports are free from 15100 to 15999")
        port = 15_100 + number
        let first = 15_200 + 10 * number
        ports = first...(first + 6)
        otherPorts = Array(first + 7...first + 9)
        folder = "/tmp/handoff-e2e-" + String(UInt32.random(in: 0...UInt32.max), radix: 36)
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700]
        )
    }

    /// Ports nobody has: the same tests may run twice on one machine.
    private static func place() -> Int? {
        taken.withLock { taken in
            let free = (0..<80).shuffled().first { number in
                !taken.contains(number) && (try? Listener(port: 15_100 + number)) != nil
                    && (try? Listener(port: 15_200 + 10 * number)) != nil
            }
            if let free { taken.insert(free) }
            return free
        }
    }

    /// Runs `body` in a workshop, then stops and removes all there is of it.
    ///
    /// Tear-down is the program's own, and nothing may be left after it: part of every test.
    static func open(_ body: @Sendable (Workshop) async throws -> Void) async throws {
        try await Berths.workshops.with { _ in try await use(body) }
    }

    private static func use(_ body: (Workshop) async throws -> Void) async throws {
        let workshop = try Workshop()
        var failure: (any Error)?
        do { try await body(workshop) } catch { failure = error }
        defer { _ = taken.withLock { $0.remove(workshop.number) } }
        try await workshop.close()
        if let failure { throw failure }
    }

    private func close() async throws {
        for child in children.withLock({ $0 }) { child.signal(SIGTERM) }
        for child in children.withLock({ $0 }) { _ = try? await child.outcome() }
        if FileManager.default.fileExists(atPath: path("state/shop-test/instances")) {
            let end = try await run(["tear-down", "--abandon", "--yes"])
            let isUnused = end.words.contains("nothing was ever released")
            #expect(end.code == 0 || isUnused, "\(end.words)")
        }
        #expect(try await eventually(within: .seconds(10)) { running.isEmpty }, "\(running)")
        for process in running { kill(process.pid, SIGKILL) }
        try FileManager.default.removeItem(atPath: folder)
        try? FileManager.default.removeItem(atPath: otherFolder)
    }

    /// The path of a file in the folder.
    func path(_ name: String) -> String { folder + "/" + name }

    /// Processes with the folder in their command line.
    var running: [RunningProcess] { RunningProcess.all.filter { $0.command.contains(folder) } }

    /// Files below the folder with one of the values in them, journal and output included.
    ///
    /// Compares bytes: programs lie there too, and one read as text takes a minute without
    /// optimisation. The shop's own database is not looked at: it gets orders, not configuration.
    func files(with values: [String]) -> [String] {
        let values = values.map { Data($0.utf8) }
        let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String }
        return (names ?? []).sorted().filter { name in
            guard !name.hasPrefix("shop.sqlite"),
                let data = FileManager.default.contents(atPath: path(name))
            else { return false }
            return values.contains { data.range(of: $0) != nil }
        }
    }

    /// A program that was built beside these tests.
    static func program(_ name: String) -> String {
        let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundlePath
        let tests = bundle ?? CommandLine.arguments[0]
        return URL(filePath: tests).deletingLastPathComponent().path + "/" + name
    }

    /// What every program of the workshop gets; nothing of the person who runs the tests.
    var environment: [String: String] {
        [
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
            "HOME": folder, "TMPDIR": folder, "XDG_STATE_HOME": folder, "LC_ALL": "C.UTF-8",
            "TERM": "xterm-256color", "PAYMENT_WEBHOOK_SECRET": "a secret of the tests",
            // Programs measured for coverage leave no counts in the folders that are looked at.
            "LLVM_PROFILE_FILE": "/dev/null",
        ]
    }

    /// Starts one of the programs; it is ended with the workshop at the latest.
    func start(
        _ words: [String],
        program name: String = "handoff",
        changing: [String: String?] = [:]
    ) throws -> Child {
        try start(tool: [Self.program(name)] + words, changing: changing)
    }

    /// Starts any program of this host; it is ended with the workshop at the latest.
    func start(tool words: [String], changing: [String: String?] = [:]) throws -> Child {
        var environment = environment
        for (name, value) in changing { environment[name] = value }
        let number = children.withLock(\.count)
        let child = try Child(
            words,
            environment: environment,
            folder: folder,
            path: path("child-\(number)")
        )
        children.withLock { $0.append(child) }
        return child
    }

    /// Runs a `handoff` command on the workshop's state to its end.
    func run(
        _ words: [String],
        changing: [String: String?] = [:],
        within limit: Duration = .seconds(60)
    ) async throws -> Child.Outcome {
        let state = Self.withoutState.contains(words.first ?? "") ? [] : ["--state", path("state")]
        return try await start(words + state, changing: changing).outcome(within: limit)
    }

    private static let withoutState: Set = ["", "check", "plan", "init", "schema", "demo"]
}
