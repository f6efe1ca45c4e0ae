import RolloutCore
import Testing

@testable import handoff

@Suite("Filters of the history")
struct HistoryFilterTests {
    private static let now = Timestamp(seconds: 1_795_442_400)

    @Test(
        arguments: [
            ("2026-11-23", 1_795_392_000), ("2026-11-23T13:30", 1_795_440_600),
            ("90m", 1_795_437_000), ("12h", 1_795_399_200), ("7d", 1_794_837_600),
            ("2w", 1_794_232_800),
        ]
    )
    func `a time or an age is a moment`(_ text: String, _ second: Int64) throws {
        #expect(try Since(text).moment(now: Self.now) == Timestamp(seconds: second))
    }

    @Test(arguments: ["", "d", "yesterday", "-3d", "2026-13-01", "3.5h", "999999999w"])
    func `anything else is refused with what can be written`(_ text: String) {
        #expect(throws: (any Error).self) { try Since(text) }
    }

    @Test func `an ending is typed with dashes and means the word of the list`() {
        let words = HistoryFilter.End.allCases.map(\.word)
        #expect(words.contains("rolled back") && words.contains("under way"))
        #expect(HistoryFilter.End.allCases.allSatisfy { !$0.rawValue.contains(" ") })
    }

    @Test(
        arguments: [
            ["history", "shop", "--service", "shop"], ["history", "--outcome", "sideways"],
            ["history", "--since", "yesterday"],
        ]
    )
    func `a command line that means nothing is refused`(_ words: [String]) async {
        #expect(await Handoff.run(words)?.code == .usage)
    }
}
