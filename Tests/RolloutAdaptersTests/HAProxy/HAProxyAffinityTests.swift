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

@Suite(.serialized) struct HAProxyAffinity {
    private let old = InstanceID(rawValue: "shop-1")
    private let new = InstanceID(rawValue: "shop-2")
    private let late = InstanceID(rawValue: "shop-3")
    private let atOnce = SessionAffinity(within: .zero)

    private func split(
        _ world: HAProxyWorld,
        at percent: Int
    ) async throws {
        try await world.admit(old, .stable)
        try await world.admit(new, .canary)
        _ = try await world.router.shift(to: Weight(percent: percent))
    }

    /// Demands that the part is the share, within five standard deviations.
    private func demand(_ part: Int, of count: Int, isNear percent: Int) {
        let share = Double(percent) / 100
        let tolerance = 5 * (Double(count) * share * (1 - share)).squareRoot()
        let isNear = (Double(part) - Double(count) * share).magnitude <= tolerance
        #expect(isNear, "\(part) of \(count) users are on the canary at \(percent)%")
    }

    @Test func `the share of users is the weight, and nobody goes back while it rises`()
        async throws
    {
        try await inWorld(HAProxyWorld(affinity: atOnce)) { world in
            try await split(world, at: 25)
            let users = TestUsers(2_000)
            let first = await users.visit(world)
            demand(first.count { $0 == new }, of: 2_000, isNear: 25)
            #expect(await users.visit(world) == first)
            #expect(try await world.router.shift(to: Weight(percent: 50)) == Weight(percent: 50))
            let second = await users.visit(world)
            demand(second.count { $0 == new }, of: 2_000, isNear: 50)
            #expect(zip(first, second).allSatisfy { $0 == old || $1 == new })
            #expect(!second.contains(nil))
        }
    }

    @Test func `a user stays on the revision met first, and new users get the new share`()
        async throws
    {
        try await inWorld(HAProxyWorld(affinity: SessionAffinity())) { world in
            try await split(world, at: 25)
            let users = TestUsers(1_000)
            let first = await users.visit(world)
            _ = try await world.router.shift(to: Weight(percent: 50))
            #expect(await users.visit(world) == first)
            let others = await TestUsers(1_000).visit(world)
            demand(others.count { $0 == new }, of: 1_000, isNear: 50)
        }
    }

    @Test func `after its time the share decides about users met on stable as well`() async throws {
        try await inWorld(HAProxyWorld(affinity: SessionAffinity(within: .seconds(2)))) { world in
            try await split(world, at: 5)
            let users = TestUsers(1_000)
            let first = await users.visit(world)
            _ = try await world.router.shift(to: Weight(percent: 50))
            try await Task.sleep(for: .seconds(3))
            let second = await users.visit(world)
            demand(second.count { $0 == new }, of: 1_000, isNear: 50)
            #expect(zip(first, second).allSatisfy { $0 == old || $1 == new })
        }
    }

    @Test func `a rollback takes everybody back, and the next try asks everybody anew`()
        async throws
    {
        try await inWorld(HAProxyWorld(affinity: SessionAffinity())) { world in
            try await split(world, at: 50)
            let users = TestUsers(400)
            let first = await users.visit(world)
            #expect(first.contains(new))
            _ = try await world.router.shift(to: .zero)
            #expect(Set(await users.visit(world)) == [old])
            // Users who met stable the first time would stay there, if their cookies still counted.
            _ = try await world.router.shift(to: Weight(percent: 99))
            let again = await users.visit(world)
            demand(again.count { $0 == new }, of: 400, isNear: 99)
        }
    }

    @Test func `everybody is on the canary at 100%, whatever was met first`() async throws {
        try await inWorld(HAProxyWorld(affinity: SessionAffinity())) { world in
            try await split(world, at: 5)
            let users = TestUsers(200)
            _ = await users.visit(world)
            _ = try await world.router.shift(to: .full)
            #expect(Set(await users.visit(world)) == [new])
        }
    }

    @Test func `no cookie is given without a split`() async throws {
        try await inWorld(HAProxyWorld(affinity: SessionAffinity())) { world in
            try await world.admit(old, .stable)
            let users = TestUsers(50)
            _ = await users.visit(world)
            try await world.admit(new, .canary)
            _ = try await world.router.shift(to: .full)
            _ = await users.visit(world)
            #expect(users.holders == 0)
            _ = try await world.router.shift(to: Weight(percent: 50))
            _ = await users.visit(world)
            #expect(users.holders == 50)
        }
    }

    @Test func `a cookie is given once, and to nobody else by a shared cache`() async throws {
        try await inWorld(HAProxyWorld(affinity: SessionAffinity(cookie: "shop_arm"))) { world in
            try await split(world, at: 50)
            let port = world.port
            let (first, second) = await onThread {
                let client = TestClient(port: port)
                let first = client.send("/")
                let kept = first?.cookie.map { ["Cookie: \($0)"] } ?? []
                return (first, client.send("/", headers: kept))
            }
            #expect(first?.cookie?.hasPrefix("shop_arm=") == true)
            #expect(first?.headers.contains("cache-control: private") == true)
            #expect(second?.cookie == nil)
            #expect(second?.headers.contains("cache-control: private") == false)
        }
    }

    @Test(arguments: ["", "1-2-3", "x", "99999999999-1-0", "-1-0"])
    func `a cookie that is none of this split is replaced`(content: String) async throws {
        try await inWorld(HAProxyWorld(affinity: SessionAffinity())) { world in
            try await split(world, at: 50)
            let port = world.port
            let answer = await onThread {
                TestClient(port: port).send("/", headers: ["Cookie: handoff=\(content)"])
            }
            #expect(answer?.status == 200)
            #expect(answer?.cookie?.hasPrefix("handoff=") == true)
        }
    }

    @Test func `users keep their revision when HAProxy was killed`() async throws {
        try await inWorld(HAProxyWorld(affinity: SessionAffinity())) { world in
            try await split(world, at: 50)
            let users = TestUsers(200)
            let first = await users.visit(world)
            kill(try #require(world.pid), SIGKILL)
            _ = try await world.router.shift(to: Weight(percent: 50))
            #expect(await users.visit(world) == first)
        }
    }

    @Test func `the next release decides anew, with the sides changed`() async throws {
        try await inWorld(HAProxyWorld(affinity: atOnce)) { world in
            try await split(world, at: 50)
            let users = TestUsers(1_000)
            _ = await users.visit(world)
            _ = try await world.router.shift(to: .full)
            try await world.router.promote()
            await world.end(old)
            try await world.router.remove(old)
            try await world.admit(late, .canary)
            _ = try await world.router.shift(to: Weight(percent: 25))
            let first = await users.visit(world)
            demand(first.count { $0 == late }, of: 1_000, isNear: 25)
            _ = try await world.router.shift(to: Weight(percent: 50))
            let second = await users.visit(world)
            demand(second.count { $0 == late }, of: 1_000, isNear: 50)
            #expect(zip(first, second).allSatisfy { $0 == new || $1 == late })
        }
    }
}
