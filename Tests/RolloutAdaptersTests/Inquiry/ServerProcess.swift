import Foundation
import RolloutCore
import Synchronization
import Testing

@testable import RolloutAdapters

/// A real server on loopback, in a folder of its own, gone with this object.
final class ServerProcess: Sendable {
    let folder: String
    private let running = Mutex<Int32?>(nil)
    private let ending: Int32

    private static let nextPort = Atomic(14_000 + Int(getpid()) % 90 * 10)

    /// A port nobody else was given.
    static func takePort() -> Int {
        while true {
            let port = 14_000 + nextPort.add(1, ordering: .relaxed).oldValue % 1_000
            if LoopbackPort.isFree(port) { return port }
        }
    }

    /// A server that is not started, and the signal that ends it at once.
    init(_ name: String, ending: Int32 = SIGKILL) throws {
        self.ending = ending
        folder = "/tmp/handoff-\(name)-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o755]
        )
    }

    deinit {
        stop()
        try? FileManager.default.removeItem(atPath: folder)
    }

    func path(_ name: String) -> String { "\(folder)/\(name)" }

    func write(_ text: String, to name: String, permissions: Int = 0o644) throws {
        try text.write(toFile: path(name), atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes(
            [.posixPermissions: permissions],
            ofItemAtPath: path(name)
        )
    }

    /// Starts the program, with what it prints in `log`.
    func start(_ arguments: [String], _ environment: [String: String] = [:]) throws {
        let pid = try spawn(arguments, environment)
        running.withLock { $0 = pid }
    }

    /// A program that ended with something else than 0.
    struct Unsuccessful: Error {
        let program: String
        let exit: Exit
        let log: String
    }

    /// Runs a program to its end.
    func run(_ arguments: [String], _ environment: [String: String] = [:]) throws {
        let pid = try spawn(arguments, environment)
        let process = try #require(ProcessIdentity(runningAs: pid))
        while true {
            guard let exit = ProcessExits.exit(of: process) else {
                usleep(5_000)
                continue
            }
            let log = try? String(contentsOfFile: path("log"), encoding: .utf8)
            guard exit == .status(0) else {
                throw Unsuccessful(program: arguments[0], exit: exit, log: log ?? "")
            }
            return
        }
    }

    private func spawn(
        _ arguments: [String],
        _ environment: [String: String]
    ) throws(SystemError) -> Int32 {
        let usual = ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8", "HOME": folder]
        let all = usual.merging(environment) { $1 }
        return try Spawn(arguments: arguments, environment: all, output: path("log"))()
    }

    /// Ends it and all it started at once, by number.
    func stop() {
        guard let pid = running.withLock({ $0.take() }) else { return }
        thaw(pid)
        for process in ProcessTable.session(of: pid) { process.signal(ending) }
        while !ProcessTable.session(of: pid).isEmpty { usleep(5_000) }
        if let process = ProcessIdentity(runningAs: pid) { _ = ProcessExits.exit(of: process) }
    }

    /// Has it take connections and say nothing, as a server that hangs does.
    func freeze() {
        guard let pid = running.withLock({ $0 }) else { return }
        for process in ProcessTable.session(of: pid) { process.signal(SIGSTOP) }
    }

    func thaw() { if let pid = running.withLock({ $0 }) { thaw(pid) } }

    private func thaw(_ pid: Int32) {
        for process in ProcessTable.session(of: pid) { process.signal(SIGCONT) }
    }

    /// Waits until it does what is asked, at most for a minute.
    func waitUntil(_ what: String, _ isSo: () -> Bool) throws {
        let deadline = ContinuousClock.now + .seconds(60)
        while !isSo() {
            let log = try? String(contentsOfFile: path("log"), encoding: .utf8)
            try #require(ContinuousClock.now < deadline, "\(what): \((log ?? "").suffix(2_000))")
            usleep(20_000)
        }
    }
}
