import Foundation
import RolloutCore
import Testing

@Suite struct RouterPlanTests {
    @Test func `a router written before sessions were known is read, and written the same`() throws
    {
        let text = #"{"haproxy":{"listen":"127.0.0.1:8080"}}"#
        let plan = try JSONDecoder().decode(RouterPlan.self, from: Data(text.utf8))
        #expect(plan == .haproxy(listen: "127.0.0.1:8080"))
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        #expect(String(decoding: try encoder.encode(plan), as: UTF8.self) == text)
    }

    @Test(arguments: [
        CanarySign.header(name: "X-Canary", value: "yes"), .cookie(name: "canary", value: "yes"),
    ])
    func `sessions and signs are read back as they were`(sign: CanarySign) throws {
        let plan = RouterPlan.haproxy(
            listen: "127.0.0.1:8080",
            affinity: SessionAffinity(within: .seconds(90)),
            canaryWhen: sign
        )
        let data = try JSONEncoder().encode(plan)
        #expect(try JSONDecoder().decode(RouterPlan.self, from: data) == plan)
    }
}
