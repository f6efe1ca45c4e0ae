import Testing

@testable import TerminalUI

@Suite struct TerminalTextTests {
    @Test(arguments: [1, 2, 40, 150]) func `updates draw the last canvas`(count: Int) {
        var text = TerminalText(theme: .standard)
        var terminal = VirtualTerminal(width: 80, height: 24)
        for number in 1...count { terminal.feed(text.update(to: RandomCanvas.make(number))) }
        let canvas = RandomCanvas.make(count)
        #expect(terminal.text == canvas.text)
        for row in 0..<24 {
            for column in 0..<80 where canvas[column, row].width > 0 {
                let cell = canvas[column, row]
                let look = Look(Theme.standard.appearance(of: cell.style))
                let expected = cell.character == " " ? look.ofBlank : look
                #expect(terminal.look(column: column, row: row) == expected, "\(column), \(row)")
            }
        }
    }

    @Test func `an equal canvas needs no update`() {
        var text = TerminalText(theme: .standard)
        #expect(!text.update(to: RandomCanvas.make(3)).isEmpty)
        #expect(text.update(to: RandomCanvas.make(3)).isEmpty)
        text.forget()
        #expect(!text.update(to: RandomCanvas.make(3)).isEmpty)
    }

    @Test func `one changed cell costs a move and the cell`() {
        var text = TerminalText(theme: .standard)
        var canvas = Canvas(size: Size(width: 20, height: 3))
        canvas.write("abc", x: 4, y: 1)
        _ = text.update(to: canvas)
        canvas.write("x", x: 5, y: 1)
        #expect(text.update(to: canvas) == "\u{1B}[2;6Hx")
    }

    @Test func `lines hold colours and move no cursor`() {
        var canvas = Canvas(size: Size(width: 20, height: 4))
        canvas.write("fine", x: 1, y: 0, style: .ok)
        canvas.write("plain", x: 0, y: 1)
        let lines = TerminalText.lines(of: canvas, theme: .standard)
        #expect(lines == [" \u{1B}[0;38;5;75mfine\u{1B}[0m", "plain"])
        #expect(TerminalText.lines(of: canvas, theme: .mono) == [" fine", "plain"])
    }
}
