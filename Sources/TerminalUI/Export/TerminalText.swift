/// Canvases as the text and the control sequences that draw them on a terminal of 256 colours.
///
/// For where no curses is: recordings, and the frame that is left behind on the screen of a shell.
/// Sequences are those of ECMA-48 that every terminal since the VT220 knows, plus SGR 38;5 and
/// 48;5.
package struct TerminalText: Sendable {
    /// How every role looks; another theme is seen in cells drawn after it was set.
    package var theme: Theme

    private var shown: Canvas?
    private var pen = Appearance()

    /// Draws on a terminal of which nothing is known.
    package init(theme: Theme) { self.theme = theme }

    /// What turns the last canvas on the terminal into this one; empty when they are equal.
    ///
    /// The first canvas, and one of another size than the last, clears the terminal.
    package mutating func update(to canvas: Canvas) -> String {
        var text = ""
        var before = shown
        if before?.size != canvas.size {
            text = "\u{1B}[0m\u{1B}[?25l\u{1B}[2J"
            pen = Appearance()
            // A theme with a background of its own fills blanks, too.
            let isFilled = theme[.text].background != nil
            before = isFilled ? nil : Canvas(size: canvas.size)
        }
        for run in canvas.changes(since: before) {
            text += "\u{1B}[\(run.row + 1);\(run.columns.lowerBound + 1)H"
            for stretch in canvas.stretches(row: run.row, columns: run.columns) {
                text += drawn(stretch)
            }
        }
        shown = canvas
        return text
    }

    /// Makes the next update draw every cell, as after a change of theme.
    package mutating func forget() { shown = nil }

    /// A canvas as lines of text, colours included, without any move of the cursor.
    ///
    /// Blanks at the end of a row are left out, and so are blank rows at the end. Every line ends
    /// in the terminal's own look, so that what follows is not painted.
    package static func lines(of canvas: Canvas, theme: Theme) -> [String] {
        var lines = (0..<canvas.size.height).map { row -> String in
            var end = canvas.size.width
            while end > 0, canvas[end - 1, row] == .blank { end -= 1 }
            var writer = TerminalText(theme: theme)
            let text = canvas.stretches(row: row, columns: 0..<end).map { writer.drawn($0) }
            return text.joined() + (writer.pen == Appearance() ? "" : "\u{1B}[0m")
        }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }

    private mutating func drawn(_ stretch: Canvas.Stretch) -> String {
        let look = theme.appearance(of: stretch.style)
        let text = stretch.text
        // A blank shows no foreground: the pen stays as it is, which saves most of the bytes.
        let isBlank = text.allSatisfy { $0 == " " }
        if isBlank, look.hidesForeground, pen.hidesForeground, look.background == pen.background {
            return text
        }
        guard look != pen else { return text }
        pen = look
        return look.sequence + text
    }
}

extension Appearance {
    /// Whether a blank shows nothing of the foreground.
    var hidesForeground: Bool { attributes.isDisjoint(with: [.reverse, .underline]) }

    /// The SGR sequence that sets this look and nothing else, whatever was set before.
    package var sequence: String {
        var codes = ["0"]
        let bits: [(Style.Attributes, String)] = [
            (.bold, "1"), (.dim, "2"), (.underline, "4"), (.reverse, "7"),
        ]
        codes += bits.filter { attributes.contains($0.0) }.map(\.1)
        if let foreground { codes.append("38;5;\(foreground.index)") }
        if let background { codes.append("48;5;\(background.index)") }
        return "\u{1B}[\(codes.joined(separator: ";"))m"
    }
}
