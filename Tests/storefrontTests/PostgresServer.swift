import Foundation

@testable import storefront

/// A PostgreSQL of these tests' own: a private folder, one port of the loopback interface, no
/// durability.
///
/// Started when the first test needs it and shared by all, each with a database of its own. It ends
/// with the process of the tests; one that was left by a killed run is ended by the next.
struct PostgresServer: Sendable {
    private static let prefix = "storefront-postgres-"
    private static let shared = Result { try PostgresServer() }

    /// Where its programs are; nothing when it is not installed.
    static let programs: String? = {
        let root = "/usr/lib/postgresql"
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        let debian = versions.compactMap { Int($0) }.filter { $0 >= 14 }.max()
            .map { "\(root)/\($0)/bin" }
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        return ([debian].compactMap { $0 } + path.split(separator: ":").map(String.init)).first {
            FileManager.default.isExecutableFile(atPath: $0 + "/initdb")
        }
    }()

    let port: UInt16

    /// The server, running.
    static func running() async throws -> PostgresServer {
        try await onOwnThread { try shared.get() }
    }

    /// Waits where waiting holds up no other test: Swift's tasks share few threads.
    private static func onOwnThread<Value: Sendable>(
        _ body: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { done in
            Thread.detachNewThread { done.resume(with: Result(catching: body)) }
        }
    }

    /// The address of a new and empty database.
    func makeDatabase() async throws -> String {
        let name = "shop_" + Store.randomText(bytes: 6)
        try await Self.onOwnThread {
            let connection = try PostgresConnection(url: url("postgres"), patience: .seconds(5))
            try connection.script("CREATE DATABASE \(name)")
        }
        return url(name)
    }

    private func url(_ database: String) -> String {
        "postgres://app@127.0.0.1:\(port)/\(database)"
    }

    private init() throws {
        Self.endLeftovers()
        guard let programs = Self.programs else { throw CocoaError(.fileNoSuchFile) }
        let folder = Self.folder
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o755]
        )
        atexit { PostgresServer.end(PostgresServer.folder) }
        if getuid() == 0 { try Self.start(["chown", "postgres", folder]).waitUntilExit() }
        let data = folder + "/data"
        let initdb = try Self.startAsOwner([
            programs + "/initdb", "-D", data, "-A", "trust", "-U", "app", "-N", "-E", "UTF8",
            "--no-instructions",
        ])
        initdb.waitUntilExit()
        port = try Self.freePort()
        let settings = [
            "listen_addresses=127.0.0.1", "fsync=off", "synchronous_commit=off",
            "full_page_writes=off", "max_connections=300",
        ]
        // Not by `pg_ctl`: what it leaves running would hold open what tells that it has ended.
        let server = try Self.startAsOwner(
            [programs + "/postgres", "-D", data, "-k", folder, "-p", "\(port)"]
                + settings.flatMap { ["-c", $0] }
        )
        try waitUntilItAnswers(server)
    }

    private func waitUntilItAnswers(_ server: Process) throws {
        let end = ContinuousClock.now + .seconds(60)
        while ContinuousClock.now < end, server.isRunning {
            if (try? PostgresConnection(url: url("postgres"), patience: .seconds(1))) != nil {
                return
            }
            usleep(20_000)
        }
        throw SystemFailure("start of PostgreSQL", ETIMEDOUT)
    }

    private static var folder: String { "/tmp/\(prefix)\(getpid())" }

    private static func freePort() throws -> UInt16 {
        let first = 16_200 + UInt16(getpid() % 700)
        for port in first..<16_999 {
            guard let listener = try? Descriptor.listen(address: "127.0.0.1", port: port) else {
                continue
            }
            close(listener)
            return port
        }
        throw SystemFailure("find a free port", EADDRINUSE)
    }

    /// A refused start would be blamed on the user: the server does not run as root.
    private static func startAsOwner(_ words: [String]) throws -> Process {
        try start(getuid() == 0 ? ["runuser", "-u", "postgres", "--"] + words : words)
    }

    private static func start(_ words: [String]) throws -> Process {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = words
        process.currentDirectoryURL = URL(filePath: "/")
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        process.environment = ["PATH": path + ":/usr/sbin:/sbin", "LC_ALL": "C.UTF-8"]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }

    /// Ends the server of that folder by the number it wrote down, and removes the folder.
    private static func end(_ folder: String) {
        let note = try? String(contentsOfFile: folder + "/data/postmaster.pid", encoding: .utf8)
        if let pid = note?.split(separator: "\n").first.flatMap({ Int32($0) }) {
            kill(pid, SIGQUIT)
            for _ in 0..<250 where kill(pid, 0) == 0 { usleep(20_000) }
        }
        try? FileManager.default.removeItem(atPath: folder)
    }

    private static func endLeftovers() {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/tmp")) ?? []
        for name in names where name.hasPrefix(prefix) {
            guard let pid = Int32(name.dropFirst(prefix.count)), kill(pid, 0) != 0 else { continue }
            end("/tmp/" + name)
        }
    }
}
