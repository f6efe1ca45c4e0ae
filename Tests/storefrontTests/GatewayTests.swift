import Foundation
import Testing

@testable import storefront

// One at a time: each starts databases and programs, and others beside it measure time.
@Suite(.serialized) struct GatewayTests {
    private static let quick = Gateway.Persistence(
        tries: 5,
        firstPause: .milliseconds(10),
        longestPause: .milliseconds(20)
    )

    @Test func `a payment taken is told to the shop, signed, and marks its order paid`()
        async throws
    {
        let test = try await TestShop()
        try await serve(test.shop.answer) { port in
            let gateway = gateway(port)
            try await during(gateway) {
                #expect(gateway.answer(pay("A-1005")).status == 202)
                #expect(await eventually { gateway.snapshot.told == 1 })
            }
        }
        #expect(await test.get("/orders/A-1005").text.contains(", paid,"))
        #expect(try await test.count("paymentEvent") == 1)
        #expect(test.shop.metrics.snapshot.webhookForgeries == 0)
    }

    @Test func `a shop that fails is told again, with the same number`() async throws {
        let test = try await TestShop()
        let log = RequestLog()
        try await serve { request in
            log.append(request)
            return log.count < 3 ? .plain("later", status: 503) : await test.shop.answer(request)
        } during: { port in
            let gateway = gateway(port)
            try await during(gateway) {
                _ = gateway.answer(pay("A-1005"))
                #expect(await eventually { gateway.snapshot.told == 1 })
            }
            #expect(gateway.snapshot == Gateway.Counts(taken: 1, told: 1, retries: 2))
        }
        #expect(Set(log.bodies).count == 1)
        #expect(try await test.count("paymentEvent") == 1)
    }

    @Test func `a shop that is gone is given up in the end`() async throws {
        let gateway = gateway(try ShopProcess.freePort())
        try await during(gateway) {
            _ = gateway.answer(pay("A-1005"))
            #expect(await eventually { gateway.snapshot.givenUp == 1 })
        }
        #expect(gateway.snapshot.retries == 4)
    }

    @Test func `a gateway that is down fails its health and takes no payment`() throws {
        let gateway = gateway(1)
        let ask = { gateway.answer(Request(method: "GET", path: $0, query: $1)).status }
        #expect(ask("/health", "") == 200)
        #expect(ask("/control", "down=maybe") == 422)
        #expect(ask("/control", "down=true") == 200)
        #expect(ask("/health", "") == 503)
        #expect(gateway.answer(pay("A-1005")).status == 503)
        #expect(ask("/control", "down=false") == 200)
        #expect(gateway.answer(pay("A-1005")).status == 202)
        #expect(gateway.snapshot.taken == 1)
    }

    @Test func `customers of the load pay at the gateway`() async throws {
        let test = try await TestShop(patience: .seconds(8))
        try await serve(test.shop.answer) { shopPort in
            let gateway = gateway(shopPort)
            try await serve({ gateway.answer($0) }) { port in
                var plan = LoadPlan(
                    host: "127.0.0.1",
                    port: shopPort,
                    rate: 100,
                    length: .seconds(2),
                    liveSeconds: 1,
                    seed: 5,
                    webhookSecret: "unused"
                )
                plan.gateway = try WebAddress("http://localhost:\(port)")
                try await during(gateway) {
                    let summary = try await runLoad(plan)
                    #expect(summary.failed == 0, "\(summary.failuresByReason)")
                    #expect(gateway.snapshot.taken > 0)
                    #expect(await eventually { gateway.snapshot.told == gateway.snapshot.taken })
                }
            }
        }
    }

    @Test func `the program serves it until TERM`() async throws {
        let port = try ShopProcess.freePort()
        let program = try ShopProcess(["gateway", "--port", "\(port)"])
        #expect(
            await eventually { (try? await WebProbe.get(port, "/health"))?.status == 200 }
        )
        #expect(try await WebProbe.get(port, "/payments").text.contains("\"taken\":0"))
        program.send(SIGTERM)
        #expect(await program.end() == .exit)
        #expect(program.process.terminationStatus == 0)
    }

    private func gateway(_ port: UInt16) -> Gateway {
        Gateway(
            shop: WebClient(host: "127.0.0.1", port: port),
            secret: TestShop.secret,
            persistence: Self.quick
        )
    }

    private func pay(_ reference: String) -> Request {
        var request = Request(method: "POST", path: "/payments")
        request.body = Array("reference=\(reference)".utf8)
        return request
    }

    /// Has the gateway tell the shop of payments while `body` runs.
    private func during(_ gateway: Gateway, _ body: () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await gateway.run() }
            try await body()
            group.cancelAll()
        }
    }
}
