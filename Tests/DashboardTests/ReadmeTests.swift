import Dashboard
import TerminalUI
import TestSupport
import Testing

@Suite struct ReadmeTests {
    private static let sign = "screen "

    /// The screens that the README shows, by their names.
    private static let screens = Result {
        try Readme().names.filter { $0.hasPrefix(sign) }.map { String($0.dropFirst(sign.count)) }
    }

    @Test func `every screen in the README is drawn by the model it is of`() throws {
        for name in try Self.screens.get() {
            let canvas = try #require(KeptScreen.drawn(name), "no screen is called `\(name)`")
            try Readme.expect(Self.sign + name, is: canvas.text)
        }
    }

    @Test func `the README shows each kind of screen`() throws {
        let shown = try Self.screens.get().compactMap { $0.split(separator: "-").first }
        let kinds: Set<Substring> = [
            "baking", "rollbackBox", "rollingBack", "instanceBox", "help", "groupReleasing",
            "replayMiddle", "replayDifference", "historyList", "historyComparison",
        ]
        #expect(kinds.subtracting(shown) == [])
    }

    @Test func `only the drawing of processes is by hand`() throws {
        #expect(try Readme().blocksByHand == 1)
    }

    @Test func `the README's tables of keys are those the loops read`() throws {
        try Readme.expect("keys", is: Keymap.readmeTable)
        try Readme.expect("keys of a replay", is: PlaybackKeymap.readmeTable)
        try Readme.expect("keys of the history", is: HistoryKeymap.readmeTable)
        try Readme.expect("keys of a group", is: GroupKeymap.readmeTable)
    }
}
