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

@Suite(.serialized) struct HAProxyRecords {
    private let old = InstanceID(rawValue: "shop-1")
    private let new = InstanceID(rawValue: "shop-2")

    @Test func `there are as many records as requests, on the side that served them`() async throws
    {
        try await inWorld { world in
            try await world.admit(old, .stable)
            try await world.admit(new, .canary)
            _ = try await world.router.shift(to: Weight(percent: 25))
            let served = try await world.observed {
                let answers = await world.send(1_000)
                #expect(answers[nil] == nil)
                return answers[new, default: 0]
            }
            #expect(served.traffic.stable.requests + served.traffic.canary.requests == 1_000)
            #expect(served.traffic.canary.requests == served.result)
            #expect(served.traffic.instances[new]?.requests == served.result)
            #expect(served.traffic.canary.latency.total == served.result)
            #expect(served.traffic.lostRecords == 0)
        }
    }

    @Test(arguments: [("/error", 500), ("/half", 200), ("/drop", 502)])
    func `a request the service failed is an error`(path: String, status: Int) async throws {
        try await inWorld { world in
            try await world.admit(old, .stable)
            let served = try await world.observed {
                _ = await world.send(1, path: path, method: "POST")
            }
            #expect(served.traffic.stable.requests == 1)
            #expect(served.traffic.stable.errors == 1)
            #expect(served.traffic.stable.latency.total == (status == 500 ? 1 : 0))
        }
    }

    @Test func `a request HAProxy leaves without answer or record is an error`() async throws {
        try await inWorld { world in
            try await world.admit(old, .stable)
            let port = world.port
            let served = try await world.observed {
                await onThread {
                    let client = TestClient(port: port)
                    #expect(client.send("/")?.status == 200)
                    #expect(client.send("/drop", method: "POST") == nil)
                }
            }
            #expect(served.traffic.stable.requests == 2)
            #expect(served.traffic.stable.errors == 1)
            #expect(served.traffic.instances[old]?.errors == 1)
            #expect(served.traffic.lostRecords == 0)
        }
    }

    @Test func `a client that goes away is no error`() async throws {
        try await inWorld { world in
            try await world.admit(old, .stable)
            let served = try await world.observed {
                try await world.openRequest()
                world.hangUp()
                try await Task.sleep(for: .milliseconds(50))
                await world.finishOpenRequests()
            }
            #expect(served.traffic.stable.errors == 0)
            #expect(served.traffic.stable.requests == 1)
        }
    }

    @Test func `a request that reached no server counts against the side chosen`() async throws {
        try await inWorld { world in
            try await world.admit(old, .stable)
            await world.end(old)
            let served = try await world.observed { _ = await world.send(3) }
            #expect(served.traffic.stable.requests == 3)
            #expect(served.traffic.stable.errors == 3)
        }
    }

    @Test func `a killed HAProxy leaves a gap and no loss`() async throws {
        try await inWorld { world in
            try await world.admit(old, .stable)
            let served = try await world.observed {
                _ = await world.send(50)
                kill(try #require(world.pid), SIGKILL)
                try await eventually("it answers again") { await world.send(1)[old] == 1 }
                _ = await world.send(50)
            }
            #expect(served.traffic.lostRecords == 0)
            #expect(!served.areAllWhole)
        }
    }
}
