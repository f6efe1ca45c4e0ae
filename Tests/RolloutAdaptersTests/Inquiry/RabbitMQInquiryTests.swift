import RolloutCore
import Testing

@testable import RolloutAdapters

@Suite struct RabbitMQInquiryTests {
    /// One server for all, because it takes long to start.
    @Test func `a real RabbitMQ keeps what every source promises`() async throws {
        let world = try RabbitMQWorld()
        for promise in InquiryPromise.allCases { try await promise.check(world) }
        let trouble = #expect(throws: InquiryTrouble.self) {
            let client = RabbitMQClient(
                query: world.query("jo.s"),
                timeout: .seconds(5),
                secrets: world.secrets
            )
            return try client.answer(by: .now + .seconds(5))
        }
        #expect(trouble?.words == "has no queue jo.s in the virtual host /")
    }
}
