import Foundation
import RolloutCore
import TestSupport

@testable import RolloutAdapters

/// A PostgreSQL of these tests' own: a private folder, a socket in it, no network, no durability.
///
/// Started when the first test needs it and shared by all, each with a database of its own. It ends
/// with the process of the tests; one that was left by a killed run is ended by the next.
final class PostgresServer: Sendable {
    /// Where its programs are; nil when it is not installed.
    static let programs: String? = {
        let root = "/usr/lib/postgresql"
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        let newest = versions.compactMap { Int($0) }.filter { $0 >= 14 }.max()
        let bin = newest.map { "\(root)/\($0)/bin" }
        if let bin, ProgramSearch.path(of: bin + "/initdb") != nil { return bin }
        return ProgramSearch.path(of: "initdb").map { String($0.dropLast("/initdb".count)) }
    }()

    private static let prefix = "handoff-postgres-"
    private static let shared = Result { try PostgresServer() }

    /// The server, running.
    static func running() throws -> PostgresServer { try shared.get() }

    /// The folder that holds its socket.
    let folder: String
    /// Part of the socket's name; nothing listens on a port of that number.
    let port = 13_000 + Int(getpid()) % 1_000

    private init() throws {
        Self.endLeftovers()
        guard let programs = Self.programs else { throw ContractBroken("PostgreSQL is missing") }
        folder = "/tmp/\(Self.prefix)\(getpid())"
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o755]
        )
        atexit { PostgresServer.end("/tmp/handoff-postgres-\(getpid())") }
        if getuid() == 0 { try Self.run(["chown", "postgres", folder]) }
        let data = folder + "/data"
        try Self.runAsOwner([
            programs + "/initdb", "-D", data, "-A", "trust", "-U", "app", "-N", "-E", "UTF8",
            "--no-instructions",
        ])
        let options =
            "-k \(folder) -p \(port) -c listen_addresses= -c fsync=off "
            + "-c synchronous_commit=off -c full_page_writes=off"
        try Self.runAsOwner([
            programs + "/pg_ctl", "-D", data, "-w", "-t", "60", "-l", folder + "/log",
            "-o", options, "start",
        ])
    }

    /// A refused start would be blamed on the user: the server does not run as root.
    private static func runAsOwner(_ words: [String]) throws {
        try run(getuid() == 0 ? ["runuser", "-u", "postgres", "--"] + words : words)
    }

    private static func run(_ words: [String]) throws {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        let outcome = try BriefCommand(
            command: DeclaredCommand(words, folder: "/", within: .seconds(90)),
            environment: ["PATH": path + ":/usr/sbin:/sbin", "LC_ALL": "C.UTF-8"]
        ).run()
        guard outcome.isGood else {
            let words = String(decoding: outcome.errors + outcome.output, as: UTF8.self)
            throw ContractBroken("\(outcome.exit.words): \(words)")
        }
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
