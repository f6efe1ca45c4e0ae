import Foundation
import RolloutAdapters
import RolloutCore
import RolloutEngine
import Synchronization
import TestSupport

/// A real HAProxy on loopback with small servers behind it.
final class HAProxyWorld: RouterWorld {
    /// Where requests go in.
    let port: Int
    /// The router's folder.
    let folder: String
    /// The router itself, with what only HAProxy's has.
    let haproxy: HAProxyRouter
    private let backends = Mutex<[InstanceID: TestBackend]>([:])

    var router: any TrafficRouter { haproxy }

    init() {
        port = TestSocket.freePort()
        folder = NSTemporaryDirectory() + "handoff-" + UUID().uuidString.prefix(8)
        haproxy = Self.router(port: port, folder: folder)
    }

    static func router(port: Int, folder: String, binary: String? = nil) -> HAProxyRouter {
        HAProxyRouter(
            plan: .haproxy(listen: "127.0.0.1:\(port)"),
            folder: folder,
            readinessPath: "/readyz",
            binary: binary
        )
    }

    /// A second router on the same folder, as a steward started anew has one.
    func successor() -> HAProxyRouter { Self.router(port: port, folder: folder) }

    func start(_ id: InstanceID, isReady: Bool) async throws -> String {
        let backend = TestBackend(name: id.rawValue, isReady: isReady)
        backends.withLock { $0[id] = backend }
        return "127.0.0.1:\(backend.port)"
    }

    func set(_ id: InstanceID, isReady: Bool) async {
        backends.withLock { $0[id] }?.set(isReady: isReady)
    }

    func end(_ id: InstanceID) async { backends.withLock { $0[id] }?.end() }

    func send(_ count: Int) async -> [InstanceID?: Int] {
        await send(count, path: "/").reduce(into: [:]) { parts, answer in
            let id = answer.flatMap { $0.status == 200 ? InstanceID(rawValue: $0.body) : nil }
            parts[id, default: 0] += 1
        }
    }

    /// Sends requests one after another over one connection.
    func send(_ count: Int, path: String, method: String = "GET") async -> [TestClient.Answer?] {
        let port = port
        return await onThread {
            let client = TestClient(port: port)
            return (0..<count).map { _ in client.send(path, method: method) }
        }
    }

    func openRequest() async throws {
        let port = port
        let before = waiting
        Thread.detachNewThread { _ = TestClient(port: port).send("/slow") }
        try await eventually("the slow request arrives") { self.waiting > before }
    }

    private var waiting: Int {
        backends.withLock { $0.values.reduce(0) { $0 + $1.waiting } }
    }

    func finishOpenRequests() async {
        backends.withLock { $0.values.forEach { $0.release() } }
    }

    /// The process id in HAProxy's own file.
    var pid: Int32? {
        let text = try? String(contentsOfFile: folder + "/haproxy.pid", encoding: .utf8)
        return text.flatMap { Int32($0.filter(\.isNumber)) }
    }

    /// Ends everything that was started.
    func finish() async throws {
        await finishOpenRequests()
        try await haproxy.stop(grace: .zero)
        backends.withLock { $0.values.forEach { $0.end() } }
        try? FileManager.default.removeItem(atPath: folder)
    }
}

/// Runs a test in a world of its own and ends that world whatever happens.
func inWorld(_ test: (HAProxyWorld) async throws -> Void) async throws {
    let world = HAProxyWorld()
    do {
        try await test(world)
    } catch {
        try? await world.finish()
        throw error
    }
    try await world.finish()
}

/// Waits up to 10 s for something to become true.
func eventually(_ what: String, _ isTrue: () async throws -> Bool) async throws {
    let limit = ContinuousClock.now + .seconds(10)
    while try await !isTrue() {
        guard ContinuousClock.now < limit else { throw ContractBroken("not within 10 s: \(what)") }
        try await Task.sleep(for: .milliseconds(10))
    }
}
