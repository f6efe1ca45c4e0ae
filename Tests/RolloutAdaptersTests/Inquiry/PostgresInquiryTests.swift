import RolloutCore
import Testing

@testable import RolloutAdapters

@Suite struct PostgresInquiryTests {
    @Test(arguments: InquiryPromise.allCases)
    func `a real PostgreSQL`(_ promise: InquiryPromise) async throws {
        try await promise.check(PostgresWorld())
    }

    @Test func `connections are counted for a role that may do little`() throws {
        let world = try PostgresWorld()
        let before = try world.answer(nil)
        let open = try (0..<4).map { _ in try world.connection("postgres") }
        let after = try world.answer(nil)
        #expect(after.first { $0.isWhole }?.value == 17)
        let more = (after.first?.value ?? 0) - (before.first?.value ?? 0)
        // The one that asked before may not have gone yet.
        #expect((3...5).contains(more), "\(before) \(after)")
        withExtendedLifetime(open) {}
    }

    @Test func `a kept connection answers when all others are taken`() throws {
        let world = try PostgresWorld()
        let query = world.query(world.access, nil)
        let client = PostgresClient(query: query, timeout: .seconds(5), secrets: world.secrets)
        _ = try client.answer(by: .now + .seconds(5))
        var open: [PostgresConnection] = []
        while open.count < 30, let next = try? world.connection("tester") { open.append(next) }
        let numbers = try client.answer(by: .now + .seconds(5))
        #expect(numbers.map(\.value) == [17, 17])
    }

    @Test func `a query that writes is refused and changes nothing`() throws {
        let world = try PostgresWorld()
        let trouble = #expect(throws: InquiryTrouble.self) {
            try world.answer("delete from numbers returning n")
        }
        #expect(trouble?.words.contains("ERROR") == true)
        #expect(try world.number() == 1)
    }

    @Test func `a query cannot carry a second statement`() throws {
        let world = try PostgresWorld()
        let trouble = #expect(throws: InquiryTrouble.self) {
            try world.answer("select 1; commit")
        }
        #expect(trouble?.words.contains("multiple commands") == true)
    }

    @Test func `a part and its whole are two queries`() throws {
        let world = try PostgresWorld()
        let numbers = try world.answer("select 3", over: "select 4.5")
        #expect(numbers == InquiryNumber.numbers(3, over: 4.5))
    }

    @Test func `a text where a number belongs is refused`() throws {
        let world = try PostgresWorld()
        let trouble = #expect(throws: InquiryTrouble.self) { try world.answer("select 'many'") }
        #expect(trouble?.words == "gave no number in the first row and column")
    }

    @Test func `a connection without TLS is refused where it is required`() throws {
        let world = try PostgresWorld()
        var query = world.query(world.access, nil)
        query.requiresTLS = true
        let client = PostgresClient(query: query, timeout: .seconds(5), secrets: world.secrets)
        let trouble = #expect(throws: InquiryTrouble.self) {
            try client.answer(by: .now + .seconds(5))
        }
        #expect(trouble?.words.contains("does not support SSL") == true, "\(trouble as Any)")
    }
}
