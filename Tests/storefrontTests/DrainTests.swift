import Foundation
import Testing

@testable import storefront

@Suite struct DrainTests {
    @Test func `a request in work when TERM comes is answered`() async throws {
        let (instance, port) = try await ShopProcess.serve(try await TestShop().database)
        let probe = try WebProbe(port)
        try await probe.send("GET /report?seconds=0.8 HTTP/1.1\r\nHost: shop\r\n\r\n")
        try await Task.sleep(for: .milliseconds(100))
        instance.send(SIGTERM)
        #expect(try await probe.receive().status == 200)
        #expect(await instance.end() == .exit)
        #expect(instance.process.terminationStatus == 0)
    }

    @Test func `between TERM and the end requests are answered, told to close, and not ready`()
        async throws
    {
        let options = ["--drain-notice", "60", "--drain-limit", "90"]
        let (instance, port) = try await ShopProcess.serve(try await TestShop().database, options)
        let idle = try WebProbe(port)
        try await idle.send("GET / HTTP/1.1\r\nHost: shop\r\n\r\n")
        #expect(try await idle.receive().closes == false)
        instance.send(SIGTERM)
        let isUnready = await eventually {
            (try? await WebProbe.get(port, "/readyz"))?.status == 503
        }
        #expect(isUnready)
        #expect(try await WebProbe.get(port, "/livez").status == 200)
        try await idle.send("GET / HTTP/1.1\r\nHost: shop\r\n\r\n")
        let last = try await idle.receive()
        #expect(last.status == 200)
        #expect(last.closes)
        #expect(await idle.isClosed())
        instance.send(SIGKILL)
    }

    @Test func `an idle connection does not hold the end up`() async throws {
        let (instance, port) = try await ShopProcess.serve(try await TestShop().database)
        let idle = try WebProbe(port)
        try await idle.send("GET / HTTP/1.1\r\nHost: shop\r\n\r\n")
        _ = try await idle.receive()
        instance.send(SIGTERM)
        #expect(await idle.isClosed())
        #expect(await instance.end(within: .seconds(20)) == .exit)
    }

    @Test func `a stream ends complete when TERM comes`() async throws {
        let (instance, port) = try await ShopProcess.serve(try await TestShop().database)
        let probe = try WebProbe(port)
        try await probe.send("GET /live?seconds=60 HTTP/1.1\r\nHost: shop\r\n\r\n")
        try await Task.sleep(for: .milliseconds(100))
        instance.send(SIGTERM)
        let answer = try await probe.receive()
        #expect(answer.text.contains("event: end"))
        #expect(await instance.end() == .exit)
    }

    @Test func `what outlasts the limit is cut, and the end is still in order`() async throws {
        let options = ["--drain-limit", "0.5"]
        let (instance, port) = try await ShopProcess.serve(try await TestShop().database, options)
        let probe = try WebProbe(port)
        try await probe.send("GET /report?seconds=10 HTTP/1.1\r\nHost: shop\r\n\r\n")
        try await Task.sleep(for: .milliseconds(100))
        instance.send(SIGTERM)
        #expect(await instance.end(within: .seconds(20)) == .exit)
        #expect(instance.process.terminationStatus == 0)
        #expect(instance.printed.contains("cut 1 connections"))
    }

    @Test func `under load TERM loses no request that found an open socket`() async throws {
        let (instance, port) = try await ShopProcess.serve(try await TestShop().database)
        let plan = LoadPlan(
            host: "127.0.0.1",
            port: port,
            rate: 200,
            length: .seconds(3),
            timeout: .seconds(5),
            liveSeconds: 2,
            seed: 11,
            webhookSecret: TestShop.secret
        )
        async let summary = runLoad(plan)
        #expect(await eventually { await ordersServed(port) > 80 })
        instance.send(SIGTERM)
        let seen = try await summary
        // Nobody listens any more in the second half: that, and nothing else, may go wrong.
        let reasons = seen.failuresByReason.keys.filter { !$0.hasSuffix("Connection refused") }
        #expect(reasons.isEmpty, "\(seen.failuresByReason)")
        #expect(seen.failed > 0)
        #expect(seen.requests - seen.failed > 80)
        #expect(await instance.end() == .exit)
        #expect(instance.process.terminationStatus == 0)
    }

    @Test func `an instance whose reader is gone still ends in order`() async throws {
        let (instance, _) = try await ShopProcess.serve(try await TestShop().database)
        try instance.closeOutput()
        instance.send(SIGTERM)
        #expect(await instance.end() == .exit)
        #expect(instance.process.terminationStatus == 0)
    }

    @Test func `a port in use is refused with a reason`() async throws {
        let database = try await TestShop().database
        let (instance, port) = try await ShopProcess.serve(database)
        defer { instance.send(SIGKILL) }
        let second = try ShopProcess(["serve", "--port", "\(port)", "--database", database])
        #expect(await second.end() == .exit)
        #expect(second.process.terminationStatus == 1)
    }
}

/// Runs a load on a thread of its own.
func runLoad(_ plan: LoadPlan, stop: StopSwitch? = nil) async throws -> LoadSummary {
    let stop = try stop ?? StopSwitch()
    return await withCheckedContinuation { finished in
        Thread.detachNewThread {
            finished.resume(returning: LoadGenerator(plan: plan, stop: stop) { _ in }.run())
        }
    }
}

/// How many order pages an instance has shown, by its own count.
func ordersServed(_ port: UInt16) async -> Int {
    let page = try? await WebProbe.get(port, "/metrics").text
    let pattern = /http_requests_total{route="\/orders\/{reference}",code="200"} (\d+)/
    return page?.firstMatch(of: pattern).flatMap { Int($0.1) } ?? 0
}
