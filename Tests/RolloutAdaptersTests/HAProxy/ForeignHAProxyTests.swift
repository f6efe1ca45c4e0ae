import Foundation
import RolloutCore
import RolloutEngine
import TestSupport
import Testing

@testable import RolloutAdapters

@Suite(.serialized) struct OperatorsOwnHAProxy {
    private let old = InstanceID(rawValue: "shop-1")

    @Test func `the canary's part is its weight`() async throws {
        let world = HAProxyWorld(try ForeignHAProxy())
        try await inWorld(world, TrafficRouterContract.partsFollowTheWeight)
    }

    @Test func `a draining instance gets no request`() async throws {
        let world = HAProxyWorld(try ForeignHAProxy())
        try await inWorld(world, TrafficRouterContract.drainWaits)
    }

    @Test func `promoting moves no request`() async throws {
        let world = HAProxyWorld(try ForeignHAProxy())
        try await inWorld(world, TrafficRouterContract.promoteMovesNothing)
    }

    @Test func `its preflight passes without traffic`() async throws {
        try await inWorld(HAProxyWorld(try ForeignHAProxy())) { world in
            let checks = await world.router.preflight()
            #expect(checks.filter { !$0.passed } == [])
        }
    }

    @Test func `a second backend that has everything is stable`() async throws {
        try await inWorld(HAProxyWorld(try ForeignHAProxy(share: 10_000))) { world in
            try await world.admit(old, .stable)
            #expect(await world.send(20) == [old: 20])
        }
    }

    @Test func `what is missing is refused, with what to add`() async throws {
        let foreign = try ForeignHAProxy()
        var plan = foreign.plan
        plan.backends = ["left", "middle"]
        plan.map = "other.map"
        try await inWorld(HAProxyWorld(foreign)) { [plan] world in
            let folder = world.folder + "/second"
            let router = HAProxyRouter(
                plan: .haproxySocket(plan),
                folder: folder,
                readinessPath: ""
            )
            let failed = await router.preflight().filter { !$0.passed }
            #expect(failed.map(\.name) == ["router backends", "router share"])
            #expect(failed.first?.finding.contains("no backend middle") == true)
            #expect(failed.last?.finding.contains("`share 0`") == true)
        }
    }

    @Test func `no socket is refused, with the setting to correct`() async throws {
        let plan = HAProxySocket(
            socket: "/nonexistent/admin.sock",
            backends: ["left", "right"],
            map: "split.map",
            recordsPort: TestSocket.freePort()
        )
        let folder = NSTemporaryDirectory() + "handoff-" + UUID().uuidString.prefix(8)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let router = HAProxyRouter(plan: .haproxySocket(plan), folder: folder, readinessPath: "")
        let check = await router.preflight().first { $0.name == "router answers" }
        #expect(check?.finding.contains("No such file") == true)
        #expect(check?.finding.contains("`router.haproxy.socket`") == true)
    }

    @Test func `records that are not sent to us are noticed`() async throws {
        let foreign = try ForeignHAProxy(recordsPort: TestSocket.freePort())
        try await inWorld(HAProxyWorld(foreign)) { world in
            try await world.admit(old, .stable)
            async let answers = world.connections(20, pauseMilliseconds: 50)
            let check = await world.router.preflight().first { $0.name == "request records" }
            #expect(check?.passed == false)
            #expect(check?.finding.contains("log 127.0.0.1:\(foreign.plan.recordsPort)") == true)
            _ = await answers
        }
    }

    @Test func `a lost record is told once`() async throws {
        let target = TestSocket.freePort()
        let foreign = try ForeignHAProxy(recordsPort: target)
        let relay = DatagramRelay(from: foreign.logPort, to: target, losing: [7, 20, 40])
        defer { relay.stop() }
        try await inWorld(HAProxyWorld(foreign)) { world in
            try await world.admit(old, .stable)
            let second = HAProxyClock.now.second
            try await world.haproxy.openRecords()
            try await looks(3, at: world.router)
            _ = await world.send(40)
            try await eventually("all records were sent") { relay.count == 40 }
            try await looks(3, at: world.router)
            try await eventually("the seconds ended") {
                HAProxyClock.now > second + .seconds(2)
            }
            var traffic = await world.haproxy.takeRecords(of: second)
            traffic.add(await world.haproxy.takeRecords(of: second + .seconds(1)))
            #expect(traffic.lostRecords == 3)
            #expect(traffic.stable.requests == 37)
        }
    }

    /// Reads the router that often; more than once a second only what changes is yielded.
    private func looks(_ count: Int, at router: any TrafficRouter) async throws {
        for _ in 0..<count {
            for await _ in router.readings() { break }
        }
    }
}
