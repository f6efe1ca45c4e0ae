import Foundation
import RolloutAdapters
import RolloutCore
import RolloutEngine
import Synchronization
import TestSupport
import Testing

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A real HAProxy on loopback with small servers behind it.
final class HAProxyWorld: RouterWorld {
    /// Where requests go in.
    let port: Int
    /// The router's folder.
    let folder: String
    /// The router itself, with what only HAProxy's has.
    let haproxy: HAProxyRouter
    private let backends = Mutex<[InstanceID: TestBackend]>([:])
    private let openConnections = Mutex<[Int32]>([])
    private let foreign: ForeignHAProxy?
    private let rules: Rules

    /// What the plan says beside the address.
    struct Rules {
        var affinity: SessionAffinity?
        var canaryWhen: CanarySign?
    }

    var router: any TrafficRouter { haproxy }

    init(affinity: SessionAffinity? = nil, canaryWhen: CanarySign? = nil) {
        port = TestSocket.freePort()
        folder = NSTemporaryDirectory() + "handoff-" + UUID().uuidString.prefix(8)
        rules = Rules(affinity: affinity, canaryWhen: canaryWhen)
        haproxy = Self.router(port: port, folder: folder, rules: rules)
        foreign = nil
    }

    /// With a HAProxy that an operator runs.
    init(_ foreign: ForeignHAProxy) {
        self.foreign = foreign
        rules = Rules()
        port = foreign.port
        folder = foreign.folder
        haproxy = HAProxyRouter(
            plan: .haproxySocket(foreign.plan),
            folder: folder + "/handoff",
            readinessPath: "/unused"
        )
    }

    static func router(
        port: Int,
        folder: String,
        binary: String? = nil,
        rules: Rules = Rules()
    ) -> HAProxyRouter {
        HAProxyRouter(
            plan: .haproxy(
                listen: "127.0.0.1:\(port)",
                affinity: rules.affinity,
                canaryWhen: rules.canaryWhen
            ),
            folder: folder,
            readinessPath: "/readyz",
            binary: binary
        )
    }

    /// A second router on the same folder, as a steward started anew has one.
    func successor() -> HAProxyRouter { Self.router(port: port, folder: folder, rules: rules) }

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

    /// Sends requests that bear those headers and returns how many each instance answered.
    func send(_ count: Int, headers: [String]) async -> [InstanceID?: Int] {
        let port = port
        let answers = await onThread {
            let client = TestClient(port: port)
            return (0..<count).map { _ in client.send("/", headers: headers) }
        }
        return answers.reduce(into: [:]) { parts, answer in
            let id = answer.flatMap { $0.status == 200 ? InstanceID(rawValue: $0.body) : nil }
            parts[id, default: 0] += 1
        }
    }

    /// Sends requests, each on a new connection after a pause, and returns how many failed.
    @discardableResult
    func connections(_ count: Int, pauseMilliseconds: UInt32) async -> Int {
        let port = port
        return await onThread {
            (0..<count).count { _ in
                usleep(pauseMilliseconds * 1_000)
                return TestClient(port: port).send("/")?.status != 200
            }
        }
    }

    func openRequest() async throws {
        let before = waiting
        let connection = try #require(TestSocket.connection(port))
        openConnections.withLock { $0.append(connection) }
        TestSocket.write("GET /slow HTTP/1.1\r\nHost: shop\r\n\r\n", to: connection)
        try await eventually("the slow request arrives") { self.waiting > before }
    }

    private var waiting: Int {
        backends.withLock { $0.values.reduce(0) { $0 + $1.waiting } }
    }

    func finishOpenRequests() async {
        backends.withLock { $0.values.forEach { $0.release() } }
    }

    /// Closes the connections of all open requests, as clients that went away.
    func hangUp() {
        openConnections.withLock { open in
            open.forEach { _ = close($0) }
            open = []
        }
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
        foreign?.stop()
        hangUp()
        backends.withLock { $0.values.forEach { $0.end() } }
        try? FileManager.default.removeItem(atPath: folder)
    }
}

/// Runs a test in a world of its own and ends that world whatever happens.
func inWorld(_ test: @Sendable (HAProxyWorld) async throws -> Void) async throws {
    try await inWorld(HAProxyWorld(), test)
}

/// Runs a test in that world and ends it whatever happens.
func inWorld(
    _ world: HAProxyWorld,
    _ test: @Sendable (HAProxyWorld) async throws -> Void
) async throws {
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
