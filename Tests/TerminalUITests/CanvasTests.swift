import Testing

@testable import TerminalUI

@Suite struct CanvasTests {
    @Test func `text beyond the right edge is cut off`() {
        #expect(written("observing", 4).text == "obse")
    }

    @Test func `text may start left of the canvas`() {
        var canvas = Canvas(size: Size(width: 4, height: 1))
        canvas.write("observing", x: -3, y: 0)
        #expect(canvas.text == "ervi")
    }

    @Test func `a clip keeps drawing inside of its area`() {
        var canvas = Canvas(size: Size(width: 5, height: 3))
        canvas.clipped(to: Rect(x: 1, y: 1, width: 3, height: 1)) { canvas in
            canvas.fill(canvas.bounds, "#")
        }
        #expect(canvas.text == "\n ###\n")
    }

    @Test func `a clip inside of a clip cannot become larger`() {
        var canvas = Canvas(size: Size(width: 5, height: 1))
        canvas.clipped(to: Rect(x: 1, y: 0, width: 2, height: 1)) { canvas in
            canvas.clipped(to: Rect(x: 0, y: 0, width: 5, height: 1)) { canvas in
                canvas.fill(canvas.bounds, "#")
            }
        }
        #expect(canvas.text == " ##")
    }

    @Test func `a wide character takes two cells`() {
        let canvas = written("a世b", 4)
        #expect(canvas.text == "a世b")
        #expect((0..<4).map { canvas[$0, 0].width } == [1, 2, 0, 1])
    }

    @Test func `half a wide character at the edge becomes a space`() {
        #expect(written("ab世", 3).text == "ab")
    }

    @Test(arguments: [0, 1]) func `writing over half a wide character removes all of it`(at: Int) {
        var canvas = written("世", 2)
        canvas.write("x", x: at, y: 0)
        #expect(canvas.text == (at == 0 ? "x" : " x"))
        #expect((0..<2).allSatisfy { canvas[$0, 0].width == 1 })
    }

    @Test func `a wide character over half of another leaves no half`() {
        var canvas = written(" 世", 3)
        canvas.write("界", x: 0, y: 0)
        #expect((0..<3).map { canvas[$0, 0].width } == [2, 0, 1])
    }

    @Test func `marks stay on the character before them`() {
        let canvas = written("e\u{301}x", 3)
        #expect(canvas[0, 0].character == "e\u{301}")
        #expect(canvas[1, 0].character == "x")
    }

    @Test(arguments: [
        ("\u{1B}[31mred", "␛[31mred"), ("a\tb\nc", "a␉b␊c"), ("a\r\nb", "a␍b"), ("\u{7F}", "␡"),
        ("\u{9B}31m", "\u{FFFD}31m"), ("a\u{202E}b", "a\u{FFFD}b"), ("\u{301}", "\u{FFFD}"),
    ])
    func `control characters are shown and never emitted`(text: String, shown: String) {
        #expect(written(text, 12).text == shown)
    }

    @Test func `an ASCII canvas holds nothing but ASCII`() {
        let canvas = written("─│█░●✓✗►→…⣿é世", 20, glyphs: .ascii)
        #expect(canvas.text == "-|#.*+x>>~#??")
    }

    @Test func `equal canvases have no changes`() {
        let canvas = written("observing", 12)
        #expect(canvas.changes(since: canvas).isEmpty)
    }

    @Test func `changes name the cells that differ`() {
        let changes = written("abcdefgh", 8).changes(since: written("abXdeYZh", 8))
        #expect(changes == [.init(row: 0, columns: 2..<3), .init(row: 0, columns: 5..<7)])
    }

    @Test func `a change of style is a change`() {
        var canvas = written("abc", 3)
        canvas.restyle(Rect(x: 1, y: 0, width: 1, height: 1)) { _ in .fail }
        #expect(canvas.changes(since: written("abc", 3)) == [.init(row: 0, columns: 1..<2)])
    }

    @Test func `changes of a wide character hold both halves`() {
        let changes = written("a世", 3).changes(since: written("abc", 3))
        #expect(changes == [.init(row: 0, columns: 1..<3)])
    }

    @Test func `another size changes every cell`() {
        #expect(written("abc", 3).changes(since: written("ab", 2)).map(\.columns) == [0..<3])
    }

    @Test func `the role plane shows roles and emphasis`() {
        var canvas = Canvas(size: Size(width: 6, height: 1))
        canvas.write("ok", x: 0, y: 0, style: .ok)
        canvas.write("no", x: 3, y: 0, style: Style(.fail, .bold))
        #expect(canvas.roles == "oo.FF.")
    }
}
