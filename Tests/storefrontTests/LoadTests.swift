import Foundation
import Synchronization
import Testing

@testable import storefront

@Suite struct LoadTests {
    @Test func `a stalled server shows as latency of every request that was due`() async throws {
        let first = Once()
        let summary = try await load(rate: 100, seconds: 1.5, connections: 4) { request in
            // Nothing is answered between 0.5 s and 1 s after the first request.
            let elapsed = ContinuousClock.now - first.instant
            if elapsed > .milliseconds(500), elapsed < .milliseconds(1_000) {
                try? await Task.sleep(for: .milliseconds(1_000) - elapsed)
            }
            return Self.expectedAnswer(to: request)
        }
        #expect(summary.failed == 0)
        #expect(summary.requests == 150)
        #expect(summary.latencies.max >= .milliseconds(350))
        // A third of all was due in the stall; four connections alone would show four.
        let p90 = try #require(summary.latencies.quantile(0.9))
        #expect(p90 >= .milliseconds(150))
    }

    @Test func `the mix has every kind, and sessions carry on`() async throws {
        let (instance, port) = try await ShopProcess.serve(try await TestShop().database)
        defer { instance.send(SIGKILL) }
        var plan = Self.plan(port: port, rate: 400, seconds: 3)
        plan.liveSeconds = 1
        let summary = try await runLoad(plan)
        #expect(summary.failed == 0, "\(summary.failuresByReason)")
        #expect(summary.requests == 1_200)
        for kind in RequestKind.allCases where kind.share >= 10 {
            #expect((summary.routes[kind]?.requests ?? 0) > 0)
        }
    }

    @Test func `every failure is told with its route and reason`() async throws {
        let summary = try await load(rate: 200, seconds: 0.5, connections: 16) { _ in
            .plain("no", status: 500)
        }
        #expect(summary.failed == 100)
        #expect(summary.failuresByReason == ["status 500": 100])
        #expect(summary.failures.count == 100)
        #expect(summary.text.contains("failed at 0.000 s: "))
        #expect(summary.text.contains("100 × status 500"))
    }

    @Test func `a shop that is not there fails every request`() async throws {
        let plan = Self.plan(port: try ShopProcess.freePort(), rate: 100, seconds: 0.3)
        let summary = try await runLoad(plan)
        #expect(summary.failed == 30)
        #expect(summary.failuresByReason == ["connect: Connection refused": 30])
    }

    @Test func `a GET on a connection found closed is sent once more, and counted`() async throws {
        let server = try HangUpServer()
        var plan = Self.plan(port: server.port, rate: 200, seconds: 0.5)
        plan.freshPercent = 0
        plan.connections = 1
        let unchanging = plan
        let seen = try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await server.run() }
            defer { group.cancelAll() }
            return try await runLoad(unchanging)
        }
        #expect(seen.reconnected > 0, "\(seen.text)")
        let gets = seen.routes.filter { $0.key.isIdempotent }.values.map(\.failed)
        #expect(gets.allSatisfy { $0 == 0 }, "\(seen.failuresByReason)")
    }

    @Test func `stopping ends an endless run with its summary`() async throws {
        let (instance, port) = try await ShopProcess.serve(try await TestShop().database)
        defer { instance.send(SIGKILL) }
        let shop = try ShopProcess([
            "shop", "--url", "http://127.0.0.1:\(port)", "--rate", "50", "--seconds", "0",
            "--json", "--live-seconds", "1",
        ])
        #expect(await eventually { await ordersServed(port) > 5 })
        shop.send(SIGTERM)
        #expect(await shop.end() == .exit)
        #expect(shop.process.terminationStatus == 0)
        let printed = shop.printed
        #expect(printed.hasPrefix("{\"askedRate\":50,\"failed\":0,"))
        #expect(printed.split(separator: "\n").count == 1)
    }

    @Test func `quantiles are right to one percent`() throws {
        var histogram = LatencyHistogram()
        for microseconds in 1...100_000 { histogram.record(.microseconds(microseconds)) }
        for share in [0.5, 0.95, 0.99, 1] {
            let seen = try #require(histogram.quantile(share)) / .microseconds(1)
            #expect(abs(seen / (100_000 * share) - 1) < 0.01)
        }
        #expect(LatencyHistogram().quantile(0.5) == nil)
    }

    private func load(
        rate: Double,
        seconds: Double,
        connections: Int,
        answer: @escaping @Sendable (Request) async -> Response
    ) async throws -> LoadSummary {
        let policy = DrainPolicy(notice: .zero, firstRequest: .zero, limit: .seconds(1))
        let server = try Server(
            address: "127.0.0.1",
            port: 0,
            revision: "stub",
            drainPolicy: policy
        )
        async let cut = server.run(answer: answer)
        var plan = Self.plan(port: server.port, rate: rate, seconds: seconds)
        plan.connections = connections
        let summary = try await runLoad(plan)
        server.drain()
        _ = await cut
        return summary
    }

    private static func plan(port: UInt16, rate: Double, seconds: Double) -> LoadPlan {
        LoadPlan(
            host: "127.0.0.1",
            port: port,
            rate: rate,
            length: .seconds(seconds),
            seed: 3,
            webhookSecret: TestShop.secret
        )
    }

    private static func expectedAnswer(to request: Request) -> Response {
        guard request.path == "/sign-in" || request.path == "/enrolments" else {
            return .plain("fine")
        }
        var response = Response.seeOther("/orders/A-1001")
        response.headers.append(("Set-Cookie", "session=1"))
        return response
    }
}

/// The moment of the first look.
private final class Once: Sendable {
    private let first = Mutex<ContinuousClock.Instant?>(nil)

    var instant: ContinuousClock.Instant {
        first.withLock { first in
            let instant = first ?? .now
            first = instant
            return instant
        }
    }
}
