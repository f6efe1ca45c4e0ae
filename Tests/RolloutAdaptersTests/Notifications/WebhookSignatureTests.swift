import Foundation
import RolloutCore
import Testing

@testable import RolloutAdapters

@Suite(.timeLimit(.minutes(1)))
struct WebhookSignatureTests {
    /// The example that the libraries of the Standard Webhooks project are tested with.
    @Test func `a signature is the one of the specification's example`() throws {
        let signature = try WebhookSignature(key: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
        let value = signature.value(
            id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
            seconds: 1_614_265_330,
            body: Array(#"{"test": 2432232314}"#.utf8)
        )
        #expect(value == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
    }

    @Test(
        .enabled(if: ProgramSearch.path(of: "openssl") != nil, "openssl is not installed"),
        arguments: [
            ("a plain key of ours", Array("a plain key of ours".utf8)),
            ("whsec_AAECAwT//g==", [0, 1, 2, 3, 4, 255, 254]),
        ]
    )
    func `openssl comes to the same signature`(key: String, bytes: [UInt8]) throws {
        let body = #"{"a":"→ ü"}"#
        let value = try WebhookSignature(key: key).value(
            id: "a/7",
            seconds: 12,
            body: Array(body.utf8)
        )
        let world = try ServerProcess("signature")
        try world.write("a/7.12." + body, to: "content")
        let hex = bytes.map { String(format: "%02x", $0) }.joined()
        try world.run([
            "openssl", "dgst", "-sha256", "-mac", "HMAC", "-macopt", "hexkey:\(hex)", "-binary",
            "-out", world.path("code"), world.path("content"),
        ])
        let code = try #require(FileManager.default.contents(atPath: world.path("code")))
        #expect(value == "v1," + code.base64EncodedString())
    }

    @Test(arguments: ["whsec_", "whsec_not base64"])
    func `a key that says it is Base64 and is not is refused without it`(key: String) {
        let error = #expect(throws: WebhookSignature.Malformed.self) {
            try WebhookSignature(key: key)
        }
        #expect(error?.words == "begins with whsec_, and what follows is not Base64")
    }

    @Test func `an id in a header has no full stop and nothing but visible characters`() {
        #expect(WebhookSignature.identifier("shop/eu.prod/r7/3/0") == "shop/eu%2Eprod/r7/3/0")
        #expect(WebhookSignature.identifier("a b\r\nc%ü") == "a%20b%0D%0Ac%25%C3%BC")
    }
}
