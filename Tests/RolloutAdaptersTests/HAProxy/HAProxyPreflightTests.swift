import Foundation
import RolloutCore
import RolloutEngine
import TestSupport
import Testing

@testable import RolloutAdapters

@Suite(.serialized) struct HAProxyPreflight {
    @Test func `a fresh folder and a free port pass, and nothing is started`() async throws {
        try await inWorld { world in
            let checks = await world.router.preflight()
            #expect(checks.filter { !$0.passed } == [])
            #expect(checks.map(\.name).contains("router port"))
            #expect(world.pid == nil)
        }
    }

    @Test func `a running HAProxy of ours passes and says its weight`() async throws {
        try await inWorld { world in
            try await world.admit(InstanceID(rawValue: "shop-1"), .stable)
            let checks = await world.successor().preflight()
            #expect(checks.filter { !$0.passed && $0.name != "request records" } == [])
            #expect(checks.map(\.finding).contains("HAProxy reports 0% on the canary."))
        }
    }

    @Test func `a missing program is refused with how to install it`() async throws {
        try await inWorld { world in
            let router = HAProxyWorld.router(
                port: world.port,
                folder: world.folder,
                binary: "/nonexistent/haproxy"
            )
            let check = await router.preflight().first { $0.name == "HAProxy" }
            #expect(check?.passed == false)
            #expect(check?.finding.contains("apt-get install haproxy") == true)
        }
    }

    @Test func `a busy port is refused by name`() async throws {
        try await inWorld { world in
            let backend = TestBackend(name: "other", isReady: true)
            defer { backend.end() }
            let router = HAProxyWorld.router(port: backend.port, folder: world.folder)
            let check = await router.preflight().first { $0.name == "router port" }
            #expect(check?.passed == false)
            #expect(
                check?.finding.contains("127.0.0.1:\(backend.port) cannot be listened on") == true
            )
        }
    }

    @Test func `a plan that moves the port of a running HAProxy is refused`() async throws {
        try await inWorld { world in
            try await world.admit(InstanceID(rawValue: "shop-1"), .stable)
            let port = TestSocket.freePort()
            let router = HAProxyWorld.router(port: port, folder: world.folder)
            let check = await router.preflight().first { $0.name == "router port" }
            #expect(check?.passed == false)
            #expect(check?.finding.contains("listens on 127.0.0.1:\(world.port)") == true)
        }
    }

    @Test func `rules a running HAProxy was not started with are refused`() async throws {
        try await inWorld(HAProxyWorld(affinity: SessionAffinity())) { world in
            try await world.admit(InstanceID(rawValue: "shop-1"), .stable)
            let same = await world.router.preflight().first { $0.name == "router rules" }
            #expect(same?.passed == true)
            #expect(
                same?.finding
                    == "Requests are split by the share and the cookie `handoff` for 1 h."
            )
            let router = HAProxyWorld.router(
                port: world.port,
                folder: world.folder,
                rules: .init(canaryWhen: .header(name: "X-Canary", value: "yes"))
            )
            let check = await router.preflight().first { $0.name == "router rules" }
            #expect(check?.passed == false)
            #expect(check?.finding.contains("the header `X-Canary: yes`") == true)
        }
    }

    @Test func `a folder with too long a path is refused`() async throws {
        let folder = NSTemporaryDirectory() + String(repeating: "x", count: 110)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let router = HAProxyWorld.router(port: TestSocket.freePort(), folder: folder)
        let check = await router.preflight().first { $0.name == "router answers" }
        #expect(check?.passed == false)
        #expect(check?.finding.contains("shorter path") == true)
    }

    @Test func `a start that fails says why`() async throws {
        try await inWorld { world in
            let backend = TestBackend(name: "other", isReady: true)
            defer { backend.end() }
            let router = HAProxyWorld.router(port: backend.port, folder: world.folder)
            let failure = await #expect(throws: Failure.self) {
                try await router.admit(
                    InstanceID(rawValue: "shop-1"),
                    endpoint: "127.0.0.1:1",
                    arm: .stable
                )
            }
            #expect(
                failure?.summary.contains("Address already in use") == true,
                "\(failure?.summary ?? "")"
            )
        }
    }
}
