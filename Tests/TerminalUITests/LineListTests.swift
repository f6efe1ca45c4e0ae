import Testing

@testable import TerminalUI

@Suite struct LineListTests {
    private let lines = (1...9).map { StyledLine("entry \($0)") }

    @Test func `a list shows the lines from its offset on`() {
        #expect(drawn(LineList(lines, offset: 3), 10, 2).text == " entry 4\n entry 5")
    }

    @Test func `an offset beyond the end shows the last lines`() {
        #expect(drawn(LineList(lines, offset: 99), 10, 2).text == " entry 8\n entry 9")
    }

    @Test func `the selected line has a mark and a background`() {
        let canvas = drawn(LineList(lines, selection: 1), 10, 2)
        #expect(canvas.text == " entry 1\n>entry 2")
        #expect(canvas.roles == ".ttttt.t..\nHTTTTTTTTT")
    }

    @Test func `a list without a gutter starts in the first column`() {
        #expect(drawn(LineList(lines, hasGutter: false), 10, 1).text == "entry 1")
    }
}
