import Testing

@testable import TerminalUI

@Suite struct TextFittingTests {
    @Test(arguments: [
        ("abc", 3), ("世界", 4), ("e\u{301}", 1), ("👩‍👩‍👧", 2), ("❤\u{FE0F}", 1), ("►✓✗●", 4),
        ("⣿┄─", 3), ("🇩🇪", 1), ("한", 2), ("", 0), ("\u{200B}", 1),
    ])
    func `text has the width of what is drawn for it`(text: String, columns: Int) {
        #expect(TextWidth.columns(of: text) == columns)
    }

    @Test(arguments: [
        ("observing", 9, "observing"), ("observing", 5, "obse…"), ("observing", 1, "…"),
        ("observing", 0, ""), ("世界", 3, "世…"), ("世界", 2, "…"),
    ])
    func `a cut is marked and never too wide`(text: String, limit: Int, expected: String) {
        #expect(text.truncated(to: limit) == expected)
    }

    @Test func `padding fills on the side that alignment names`() {
        #expect("7 ms".padded(to: 6, alignment: .right) == "  7 ms")
        #expect("7 ms".padded(to: 6) == "7 ms  ")
        #expect("7 ms".padded(to: 7, alignment: .centre) == " 7 ms  ")
    }

    @Test func `wrapping breaks at spaces and inside of words that are too long`() {
        let lines = "not advanced: web-7 is draining\nabcdefghijkl".wrapped(to: 10)
        #expect(lines == ["not", "advanced:", "web-7 is", "draining", "abcdefghij", "kl"])
    }

    @Test func `wrapping to nothing gives no lines`() {
        #expect("text".wrapped(to: 0).isEmpty)
    }

    @Test func `a line of several styles is cut as one`() {
        let line = StyledLine([.init("p99 ", .muted), .init("398 ms", .fail), .init(" WATCH")])
        let cut = line.truncated(to: 8)
        #expect(cut.text == "p99 398…")
        #expect(cut.spans.map(\.style) == [.muted, .fail])
    }

    @Test func `a cut exactly between two styles is marked`() {
        let line = StyledLine([.init("abcd", .muted), .init("efgh", .fail)])
        #expect(line.truncated(to: 4).text == "abc…")
        #expect(line.truncated(to: 8).text == "abcdefgh")
    }
}
