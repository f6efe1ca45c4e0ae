import RolloutCore
import Testing

@testable import RolloutAdapters

@Suite struct RedisInquiryTests {
    @Test(arguments: InquiryPromise.allCases)
    func `a real Redis`(_ promise: InquiryPromise) async throws {
        try await promise.check(RedisWorld())
    }

    @Test(arguments: [(QueueCount.waiting, 3.0), (.taken, 2.0), (.all, 5.0)])
    func `a group of a stream has jobs that wait and jobs that are taken`(
        count: QueueCount,
        expected: Double
    ) throws {
        let world = try RedisWorld()
        try world.ask(["XGROUP", "CREATE", "mails", "senders", "0", "MKSTREAM"])
        for _ in 0..<5 { try world.ask(["XADD", "mails", "*", "to", "you"]) }
        let take = ["XREADGROUP", "GROUP", "senders", "one", "COUNT", "2", "STREAMS", "mails", ">"]
        try world.ask(take)
        let answer = try world.stream("senders", count).answer(by: .now + .seconds(5))
        #expect(answer.map(\.value) == [expected])
    }

    @Test func `a lag that Redis cannot tell is absent`() throws {
        let world = try RedisWorld()
        var ids: [String] = []
        for _ in 0..<4 { ids.append(try world.ask(["XADD", "mails", "*", "a", "b"]).text ?? "") }
        try world.ask(["XGROUP", "CREATE", "mails", "senders", ids[0]])
        try world.ask(["XDEL", "mails", ids[2]])
        let trouble = #expect(throws: InquiryTrouble.self) {
            try world.stream("senders", .waiting).answer(by: .now + .seconds(5))
        }
        #expect(trouble?.words == "cannot tell the lag of the group senders")
    }

    @Test func `a group that is not there is named`() throws {
        let world = try RedisWorld()
        try world.ask(["XGROUP", "CREATE", "mails", "senders", "0", "MKSTREAM"])
        let trouble = #expect(throws: InquiryTrouble.self) {
            try world.stream("others", .waiting).answer(by: .now + .seconds(5))
        }
        #expect(trouble?.words == "has no group others at the stream mails")
    }

    @Test func `an answer that comes in pieces is one answer`() throws {
        var parser = RedisReplyParser()
        var replies: [RedisReply] = []
        for byte in "*2\r\n$3\r\nlag\r\n:12\r\n+OK\r\n$-1\r\n-ERR no\r\n".utf8 {
            parser.take([byte])
            while let reply = try parser.next() { replies.append(reply) }
        }
        #expect(
            replies == [
                .list([.text("lag"), .number(12)]), .text("OK"), .nothing, .failure("ERR no"),
            ]
        )
    }

    @Test func `bytes of something else are refused`() {
        var parser = RedisReplyParser()
        parser.take("HTTP/1.1 400 Bad Request\r\n".utf8)
        #expect(throws: RedisReplyParser.Malformed.self) { try parser.next() }
    }
}
