import Foundation
import Testing

@testable import storefront

@Suite struct ReceiverTests {
    private static let key = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    private let webhook: StandardWebhook
    private let receiver: Receiver

    init() throws {
        webhook = try #require(StandardWebhook(secret: Self.key))
        receiver = Receiver(webhook)
    }

    @Test func `a signature is the published one of the specification's libraries`() {
        let signature = webhook.sign(
            id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
            timestamp: "1614265330",
            Array("{\"test\": 2432232314}".utf8)
        )
        #expect(signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
    }

    @Test func `a key is taken as it is unless it says that it is in base64`() throws {
        #expect(StandardWebhook(secret: "whsec_no base64 at all") == nil)
        let plain = try #require(StandardWebhook(secret: "plain words"))
        let encoded = "whsec_" + Data("plain words".utf8).base64EncodedString()
        let same = try #require(StandardWebhook(secret: encoded))
        #expect(plain.sign(id: "a", timestamp: "1", []) == same.sign(id: "a", timestamp: "1", []))
    }

    @Test func `a message that comes again counts as one, repeated`() {
        for id in ["a", "b", "a"] { #expect(receiver.answer(message(id)).status == 204) }
        let log = receiver.snapshot
        #expect((log.deliveries, log.repeated, log.forged) == (3, 1, 0))
        #expect(log.messages.map(\.id) == ["a", "b"])
        #expect(log.messages.map(\.count) == [2, 1])
        #expect(log.messages.map(\.body) == ["{\"kind\":\"a\"}", "{\"kind\":\"b\"}"])
    }

    @Test func `one of several signatures is enough, as while a key is changed`() {
        var request = message("a")
        request.headers["webhook-signature"] =
            "v1,AAAA v2,x " + request.headers["webhook-signature", default: ""]
        #expect(receiver.answer(request).status == 204)
    }

    @Test(arguments: ["webhook-id", "webhook-timestamp", "webhook-signature"])
    func `without one of its headers a message is forged`(name: String) {
        var request = message("a")
        request.headers[name] = nil
        #expect(receiver.answer(request).status == 401)
        #expect(receiver.snapshot.forged == 1)
    }

    @Test func `a changed body, another id and an old time are forged`() {
        var changed = message("a")
        changed.body.append(32)
        var renamed = message("a")
        renamed.headers["webhook-id"] = "b"
        let old = message("a", age: 400)
        for request in [changed, renamed, old] {
            #expect(receiver.answer(request).status == 401)
        }
        #expect(receiver.snapshot.messages.isEmpty)
    }

    @Test func `a receiver that is down refuses, so that the sender tries again`() {
        #expect(
            receiver.answer(Request(method: "GET", path: "/control", query: "down=1")).status == 200
        )
        #expect(receiver.answer(message("a")).status == 503)
        #expect(
            receiver.answer(Request(method: "GET", path: "/control", query: "down=0")).status == 200
        )
        #expect(receiver.answer(message("a")).status == 204)
        #expect(receiver.snapshot.deliveries == 1)
    }

    @Test func `the program shows what it got`() async throws {
        let port = try ShopProcess.freePort()
        let program = try ShopProcess(
            ["receiver", "--port", "\(port)", "--key-variable", "RECEIVER_KEY"],
            environment: ["RECEIVER_KEY": Self.key]
        )
        #expect(await eventually { (try? await WebProbe.get(port, "/health"))?.status == 200 })
        let request = message("a")
        let client = WebClient(host: "127.0.0.1", port: port)
        let headers = request.headers.map { ($0.key, $0.value) }
        #expect(await client.post("/hook", request.body, headers: headers) == 204)
        #expect(try await WebProbe.get(port, "/received").text.contains("\"deliveries\":1"))
        program.send(SIGTERM)
        #expect(await program.end() == .exit)
        #expect(!program.printed.contains(Self.key))
    }

    @Test func `without a key it does not start`() async throws {
        let program = try ShopProcess(["receiver", "--port", "16001", "--key-variable", "ABSENT"])
        #expect(await program.end() == .exit)
        #expect(program.process.terminationStatus == 64)
    }

    private func message(_ id: String, age: Double = 0) -> Request {
        var request = Request(method: "POST", path: "/")
        request.body = Array("{\"kind\":\"\(id)\"}".utf8)
        let timestamp = String(Int(Date.now.timeIntervalSince1970 - age))
        request.headers = [
            "webhook-id": id, "webhook-timestamp": timestamp,
            "webhook-signature": webhook.sign(id: id, timestamp: timestamp, request.body),
        ]
        return request
    }
}
