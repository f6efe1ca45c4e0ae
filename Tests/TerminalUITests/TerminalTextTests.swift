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

    @Test func `after a character whose width is disputed the place of the next one is said`() {
        var text = TerminalText(theme: .standard)
        var canvas = Canvas(size: Size(width: 20, height: 2))
        _ = text.update(to: canvas)
        canvas.write("a世b●c", x: 0, y: 1)
        #expect(text.update(to: canvas) == "\u{1B}[2Ha世\u{1B}[2;4Hb●\u{1B}[2;6Hc")
    }

    @Test func `a short way is taken to the cells that changed`() {
        var text = TerminalText(theme: .standard)
        var canvas = Canvas(size: Size(width: 40, height: 4))
        canvas.write("abcdefghijklmno", x: 0, y: 1)
        _ = text.update(to: canvas)
        canvas.write("X", x: 2, y: 1)
        canvas.write("Y", x: 5, y: 1)
        canvas.write("Z", x: 12, y: 1)
        canvas.write("W", x: 12, y: 2)
        #expect(text.update(to: canvas) == "\u{1B}[2;3HXdeY\u{1B}[6CZ\u{1B}[B\u{8}W")
    }

    @Test func `only what differs of a look is said`() {
        let ok = Appearance(Colour(index: 75))
        let bold = Appearance(Colour(index: 75), attributes: .bold)
        let other = Appearance(Colour(index: 202), on: Colour(index: 235), attributes: .bold)
        #expect(bold.sequence(after: ok) == "\u{1B}[1m")
        #expect(ok.sequence(after: bold) == "\u{1B}[22m")
        #expect(other.sequence(after: bold) == "\u{1B}[38;5;202;48;5;235m")
        #expect(Appearance().sequence(after: other) == "\u{1B}[m")
        #expect(
            ok.sequence(after: Appearance(attributes: [.bold, .reverse, .underline]))
                == "\u{1B}[;38;5;75m"
        )
    }

    @Test func `a theme with a background of its own fills every cell`() {
        var text = TerminalText(theme: .highContrast)
        var terminal = VirtualTerminal(width: 10, height: 2)
        terminal.feed(text.update(to: Canvas(size: Size(width: 10, height: 2))))
        #expect(terminal.look(column: 9, row: 1).background == 16)
    }

    @Test func `lines hold colours and move no cursor`() {
        var canvas = Canvas(size: Size(width: 20, height: 4))
        canvas.write("fine", x: 1, y: 0, style: .ok)
        canvas.write("plain", x: 0, y: 1)
        let lines = TerminalText.lines(of: canvas, theme: .standard)
        #expect(lines == [" \u{1B}[38;5;75mfine\u{1B}[m", "plain"])
        #expect(TerminalText.lines(of: canvas, theme: .mono) == [" fine", "plain"])
    }
}
