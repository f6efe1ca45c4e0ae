import Testing

@testable import RolloutAdapters

@Suite struct PrintedTextCleaning {
    @Test(arguments: [
        ("plain, größer, 日本", "plain, größer, 日本"),
        ("\u{1B}[31mred\u{1B}[0m", "red"),
        ("\u{1B}]0;title\u{07}text", "text"),
        ("\u{1B}]8;;http://x\u{1B}\\link\u{1B}]8;;\u{1B}\\", "link"),
        ("\u{1B}(Bafter a charset", "after a charset"),
        ("\u{9B}2Jcleared", "cleared"),
        ("a\tb\u{08}\u{7F}c", "a bc"),
        ("left\u{202E}thgir", "leftthgir"),
        ("cut \u{1B}[", "cut "),
    ])
    func `nothing a terminal would obey is left`(line: String, cleaned: String) {
        #expect(PrintedText.cleaned(line) == cleaned)
    }

    @Test func `a line is cut at 400 characters`() {
        #expect(PrintedText.cleaned(String(repeating: "é", count: 500)).count == 400)
    }

    @Test func `empty lines are left out and bytes that are no text replaced`() {
        let bytes = Array("one\r\n\n  \n".utf8) + [0xFF] + Array("two".utf8)
        #expect(PrintedText.lines(of: bytes) == ["one", "\u{FFFD}two"])
    }
}
