import Testing

@testable import storefront

@Suite struct WebhookTests {
    @Test func `a signature fits its own body only`() {
        let signature = WebhookSignature(secret: "k")
        let header = signature.sign(Array("paid".utf8))
        #expect(signature.isGenuine(header, for: Array("paid".utf8)))
        #expect(!signature.isGenuine(header, for: Array("paid!".utf8)))
        #expect(!WebhookSignature(secret: "l").isGenuine(header, for: Array("paid".utf8)))
    }

    @Test func `a signature is the published one of HMAC-SHA256`() {
        // RFC 4231, test case 2.
        let header = WebhookSignature(secret: "Jefe")
            .sign(Array("what do ya want for nothing?".utf8))
        let digits = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        #expect(header == "sha256=" + digits)
    }

    @Test(arguments: [nil, "", "sha256=", "sha256=zz", "sha1=00", "sha256=+1"])
    func `a header that is no signature is not genuine`(header: String?) {
        #expect(!WebhookSignature(secret: "k").isGenuine(header, for: []))
    }

    @Test func `a genuine payment marks its order paid`() async throws {
        let test = try await TestShop()
        #expect(
            try await test.count("purchase", where: "reference = 'A-1005' AND paid IS NULL") == 1
        )
        #expect(await test.deliver("e1").status == 200)
        #expect(
            try await test.count("purchase", where: "reference = 'A-1005' AND paid IS NULL") == 0
        )
    }

    @Test func `a delivery repeated is accepted and recorded once`() async throws {
        let test = try await TestShop()
        #expect(await test.deliver("e1").status == 200)
        #expect(await test.deliver("e1").status == 200)
        #expect(try await test.count("paymentEvent") == 1)
        #expect(test.shop.metrics.snapshot.webhookDeliveries == 2)
    }

    @Test func `a forgery is turned away and is no failure of the shop`() async throws {
        let test = try await TestShop()
        #expect(await test.deliver("e1", signature: "sha256=00").status == 401)
        let counts = test.shop.metrics.snapshot
        #expect(counts.webhookForgeries == 1)
        #expect(counts.webhookDeliveries == 0)
        #expect(counts.webhookFailures == 0)
        #expect(try await test.count("paymentEvent") == 0)
    }

    @Test func `a genuine payment the database cannot take is a failure`() async throws {
        let test = try await TestShop(isMigrated: false)
        #expect(await test.deliver("e1").status == 503)
        #expect(test.shop.metrics.snapshot.webhookFailures == 1)
    }
}
