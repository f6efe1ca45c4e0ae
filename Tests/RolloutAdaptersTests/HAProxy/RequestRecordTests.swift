import Testing

@testable import RolloutAdapters

@Suite struct RequestRecords {
    private func read(_ text: String) -> RequestRecord? {
        Array(text.utf8).withUnsafeBytes { bytes in
            RequestRecord(
                bytes,
                opening: Array("h1 secret ".utf8),
                backends: [(Array("blue".utf8), .blue), (Array("green".utf8), .green)]
            )
        }
    }

    @Test func `a record says where the request went and how long it took`() throws {
        let record = try #require(read("h1 secret green shop-7 200 -- 1000000 1004321"))
        #expect(record.slot == .green)
        #expect(record.server == RequestRecord.hash(Array("shop-7".utf8)))
        #expect(record.took == 4_321)
        #expect(record.end == 1_004_321)
        #expect(record.outcome == .answered)
    }

    @Test(arguments: [
        ("200 --", RequestRecord.Outcome.answered), ("404 --", .answered),
        ("500 --", .answeredWithError), ("503 SC", .unanswered), ("502 SH", .unanswered),
        ("504 sH", .unanswered), ("200 SD", .unanswered), ("-1 CC", .clientGone),
        ("200 CD", .clientGone), ("408 cR", .clientGone), ("400 PR", .clientGone),
        ("502 PH", .unanswered), ("200 KD", .unanswered), ("500 IC", .unanswered),
    ])
    func `the outcome follows status and termination`(
        words: String,
        outcome: RequestRecord.Outcome
    ) throws {
        let record = try #require(read("h1 secret blue shop-1 \(words) 10 20"))
        #expect(record.outcome == outcome)
    }

    @Test(arguments: [
        "", "h1 secret ", "h1 wrong blue shop-1 200 -- 1 2", "h1 secret entry <NOSRV> 400 PR 1 2",
        "h1 secret blue shop-1 200", "h1 secret blue shop-1 200 -- x 2",
        "h1 secret blue shop-1 200 -- 99999999999999999999 2",
    ])
    func `what is no record of ours is not read`(text: String) {
        #expect(read(text) == nil)
    }

    @Test(arguments: [("", false), (" -", false), (" 1", true), (" 11", false)])
    func `a record says whether its request bore the canary's sign`(
        word: String,
        isSmoke: Bool
    ) throws {
        let record = try #require(read("h1 secret blue shop-1 200 -- 10 20\(word)"))
        #expect(record.isSmoke == isSmoke)
    }

    @Test func `a record without a beginning counts with no time`() throws {
        let record = try #require(read("h1 secret blue shop-1 200 -- - 77"))
        #expect(record.end == 77)
    }
}
