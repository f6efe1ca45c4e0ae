import Foundation
import RolloutCore
import RolloutEngine
import TestSupport
import Testing

@testable import RolloutAdapters

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

@Suite(.serialized) struct HAProxyRecovery {
    private let old = InstanceID(rawValue: "shop-1")
    private let new = InstanceID(rawValue: "shop-2")

    @Test func `a killed HAProxy comes back with its servers and its share`() async throws {
        try await inWorld { world in
            try await world.admit(old, .stable)
            try await world.admit(new, .canary)
            _ = try await world.router.shift(to: Weight(percent: 50))
            let first = try #require(world.pid)
            kill(first, SIGKILL)
            try await reads(world.router) { reading in
                reading?.weight == Weight(percent: 50) && reading?.up == [old, new]
            }
            #expect(world.pid != first)
            let answers = await world.send(200)
            #expect(answers[nil] == nil)
            #expect(answers[new, default: 0] > 50)
        }
    }

    @Test func `connections made while HAProxy is started again only wait`() async throws {
        try await inWorld { world in
            try await world.admit(old, .stable)
            for await _ in world.router.readings() { break }
            async let _ = keepRunning(world.router)
            async let failures = world.connections(150, pauseMilliseconds: 5)
            try await Task.sleep(for: .milliseconds(200))
            kill(try #require(world.pid), SIGKILL)
            // The one in HAProxy's hands when it was killed is lost, and no other.
            #expect(await failures <= 1)
        }
    }

    @Test func `connections only wait when a later steward starts HAProxy again`() async throws {
        try await inWorld { world in
            try await world.admit(old, .stable)
            await world.haproxy.letGo()
            let successor = world.successor()
            for await _ in successor.readings() { break }
            let failures = try await failuresWhileKilledThrice(world, keptBy: successor)
            // At most the one in HAProxy's hands each time it was killed.
            #expect(failures <= 3)
            try await successor.stop(grace: .zero)
        }
    }

    private func failuresWhileKilledThrice(
        _ world: HAProxyWorld,
        keptBy router: HAProxyRouter
    ) async throws -> Int {
        async let _ = keepRunning(router)
        async let failures = world.connections(400, pauseMilliseconds: 2)
        for _ in 1...3 {
            try await Task.sleep(for: .milliseconds(200))
            kill(try #require(world.pid), SIGKILL)
        }
        return await failures
    }

    private func keepRunning(_ router: any TrafficRouter) async {
        for await _ in router.readings() {}
    }

    @Test func `a draining server gets nothing after HAProxy was killed`() async throws {
        try await inWorld { world in
            try await world.admit(old, .stable)
            try await world.admit(new, .stable)
            for try await _ in world.router.drain(old) {}
            kill(try #require(world.pid), SIGKILL)
            try await reads(world.router) { $0?.up.contains(new) == true }
            let answers = await world.send(100)
            #expect(answers == [new: 100])
        }
    }

    @Test func `a shift starts a killed HAProxy by itself`() async throws {
        try await inWorld { world in
            try await world.admit(old, .stable)
            try await world.admit(new, .canary)
            kill(try #require(world.pid), SIGKILL)
            let seen = try await world.router.shift(to: .full)
            #expect(seen == .full)
            #expect(await world.send(50) == [new: 50])
        }
    }

    @Test func `a new steward adopts the HAProxy that runs`() async throws {
        try await inWorld { world in
            try await world.admit(old, .stable)
            try await world.admit(new, .canary)
            _ = try await world.router.shift(to: Weight(percent: 25))
            let pid = try #require(world.pid)
            await world.haproxy.letGo()
            let successor = world.successor()
            try await reads(successor) { $0?.weight == Weight(percent: 25) }
            _ = try await successor.shift(to: .zero)
            #expect(world.pid == pid)
            #expect(getsid(pid) == pid)
            #expect(await world.send(100) == [old: 100])
        }
    }

    @Test func `a HAProxy nobody wrote down is found by its socket`() async throws {
        try await inWorld { world in
            try await world.admit(old, .stable)
            let pid = try #require(world.pid)
            try await world.haproxy.keep { $0.process = nil }
            await world.haproxy.letGo()
            try await reads(world.successor()) { $0?.up == [old] }
            #expect(world.pid == pid)
            // The world ends what its own router knows of.
            try await world.haproxy.keep { $0.process = ProcessIdentity(runningAs: pid) }
        }
    }

    @Test func `an instance that died leaves its requests to the others`() async throws {
        try await inWorld { world in
            try await world.admit(old, .stable)
            try await world.admit(new, .stable)
            await world.end(old)
            #expect(await world.send(200) == [new: 200])
        }
    }

    @Test func `a canary without servers leaves its requests to stable`() async throws {
        try await inWorld { world in
            try await world.admit(old, .stable)
            try await world.admit(new, .canary)
            _ = try await world.router.shift(to: .full)
            await world.end(new)
            // The first request refused takes the only server out; there was no other to try.
            _ = await world.send(1)
            #expect(await world.send(100) == [old: 100])
        }
    }

    @Test func `nothing falls back to a canary at 0%`() async throws {
        try await inWorld { world in
            try await world.admit(old, .stable)
            try await world.admit(new, .canary)
            await world.end(old)
            try await reads(world.router) { $0?.up == [new] }
            #expect(await world.send(20) == [nil: 20])
        }
    }

    @Test func `only the owner can read or steer`() async throws {
        try await inWorld { world in
            try await world.admit(old, .stable)
            for name in ["admin.sock", "haproxy.cfg", "share.map", "state.json"] {
                let path = world.folder + "/" + name
                let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
                #expect(mode as? Int == 0o600, "\(name)")
            }
        }
    }

    /// Reads until a reading is as wanted, at most 10 s.
    private func reads(
        _ router: any TrafficRouter,
        _ isWanted: (RouterReading?) -> Bool
    ) async throws {
        let limit = ContinuousClock.now + .seconds(10)
        for await reading in router.readings() {
            if isWanted(reading) { return }
            guard ContinuousClock.now < limit else {
                throw ContractBroken("after 10 s the reading is \(String(describing: reading))")
            }
        }
    }
}

extension HAProxyRouter {
    /// Frees the port for request records and the listening socket, as a steward's end does.
    func letGo() async {
        receiver?.stop()
        receiver = nil
        listener = nil
        try? await Task.sleep(for: .milliseconds(300))
    }
}
