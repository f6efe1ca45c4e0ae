import Foundation
import RolloutCore
import RolloutEngine
import TestSupport
import Testing

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

@testable import RolloutAdapters

@Suite(.serialized) struct HAProxyCanarySign {
    private let old = InstanceID(rawValue: "shop-1")
    private let new = InstanceID(rawValue: "shop-2")
    private let late = InstanceID(rawValue: "shop-3")
    private let sign = CanarySign.header(name: "X-Canary", value: "yes")
    private let marked = ["x-canary: yes"]

    private func inSignedWorld(
        _ test: @Sendable (HAProxyWorld) async throws -> Void
    ) async throws {
        try await inWorld(HAProxyWorld(canaryWhen: sign), test)
    }

    @Test func `a marked request reaches the canary at 0%, and no other does`() async throws {
        try await inSignedWorld { world in
            try await world.admit(old, .stable)
            #expect(await world.send(20, headers: marked) == [old: 20])
            try await world.admit(new, .canary)
            #expect(await world.send(20, headers: marked) == [new: 20])
            #expect(await world.send(20, headers: ["X-Canary: no"]) == [old: 20])
            #expect(await world.send(200) == [old: 200])
            // The share the router reports is not changed by it.
            #expect(try await world.router.shift(to: .zero) == .zero)
            #expect(await world.send(20, headers: marked) == [new: 20])
        }
    }

    @Test func `a cookie marks a request as well`() async throws {
        let sign = CanarySign.cookie(name: "canary", value: "yes")
        try await inWorld(HAProxyWorld(canaryWhen: sign)) { world in
            try await world.admit(old, .stable)
            try await world.admit(new, .canary)
            let marked = ["Cookie: lang=en; canary=yes"]
            #expect(await world.send(20, headers: marked) == [new: 20])
            #expect(await world.send(20, headers: ["Cookie: canary=yesterday"]) == [old: 20])
        }
    }

    @Test func `an instance that is not ready gets no marked request`() async throws {
        try await inSignedWorld { world in
            try await world.admit(old, .stable)
            let endpoint = try await world.start(new, isReady: false)
            async let admission: Void = world.router.admit(new, endpoint: endpoint, arm: .canary)
            #expect(await world.send(100, headers: marked) == [old: 100])
            await world.set(new, isReady: true)
            try await admission
            #expect(await world.send(20, headers: marked) == [new: 20])
        }
    }

    @Test func `none reaches the canary once a rollback began`() async throws {
        try await inSignedWorld { world in
            try await world.admit(old, .stable)
            try await world.admit(new, .canary)
            _ = try await world.router.shift(to: Weight(percent: 25))
            #expect(await world.send(20, headers: marked) == [new: 20])
            _ = try await world.router.shift(to: .zero)
            #expect(await world.send(50, headers: marked) == [old: 50])
            kill(try #require(world.pid), SIGKILL)
            try await eventually("it answers again") {
                for await reading in world.router.readings() { return reading != nil }
                return false
            }
            try await eventually("its servers are up") { await world.send(1)[old] == 1 }
            #expect(await world.send(50, headers: marked) == [old: 50])
        }
    }

    @Test func `a rollback at 0% takes marked requests from all canary instances`() async throws {
        try await inSignedWorld { world in
            try await world.admit(old, .stable)
            try await world.admit(new, .canary)
            try await world.admit(late, .canary)
            for try await _ in world.router.drain(new) { break }
            #expect(await world.send(50, headers: marked) == [old: 50])
        }
    }

    @Test func `the next canary gets marked requests again`() async throws {
        try await inSignedWorld { world in
            try await world.admit(old, .stable)
            try await world.admit(new, .canary)
            _ = try await world.router.shift(to: Weight(percent: 25))
            _ = try await world.router.shift(to: .zero)
            await world.end(new)
            try await world.router.remove(new)
            #expect(await world.send(20, headers: marked) == [old: 20])
            try await world.admit(late, .canary)
            #expect(await world.send(20, headers: marked) == [late: 20])
        }
    }

    @Test func `the canary after a promotion gets them, on the other side`() async throws {
        try await inSignedWorld { world in
            try await world.admit(old, .stable)
            try await world.admit(new, .canary)
            _ = try await world.router.shift(to: .full)
            try await world.router.promote()
            await world.end(old)
            try await world.router.remove(old)
            #expect(await world.send(20, headers: marked) == [new: 20])
            try await world.admit(late, .canary)
            #expect(await world.send(20, headers: marked) == [late: 20])
            #expect(await world.send(100) == [new: 100])
        }
    }

    @Test func `nothing is judged by marked requests`() async throws {
        try await inSignedWorld { world in
            try await world.admit(old, .stable)
            try await world.admit(new, .canary)
            let served = try await world.observed {
                #expect(await world.send(60, headers: marked) == [new: 60])
                #expect(await world.send(40) == [old: 40])
            }
            #expect(served.traffic.canary.requests == 0)
            #expect(served.traffic.instances[new]?.requests == 0)
            #expect(served.traffic.stable.requests == 40)
            #expect(served.traffic.lostRecords == 0)
            #expect(await world.haproxy.lastRequest(of: .canary) == nil)
        }
    }

    @Test func `a marked request is judged like any other where it is no canary's`() async throws {
        try await inSignedWorld { world in
            try await world.admit(old, .stable)
            let served = try await world.observed {
                #expect(await world.send(30, headers: marked) == [old: 30])
            }
            #expect(served.traffic.stable.requests == 30)
        }
    }

    @Test func `a marked request is given no cookie and needs none`() async throws {
        let world = HAProxyWorld(affinity: SessionAffinity(), canaryWhen: sign)
        try await inWorld(world) { world in
            try await world.admit(old, .stable)
            try await world.admit(new, .canary)
            _ = try await world.router.shift(to: Weight(percent: 1))
            let port = world.port
            let answer = await onThread { TestClient(port: port).send("/", headers: marked) }
            #expect(answer?.body == new.rawValue)
            #expect(answer?.cookie == nil)
        }
    }
}
