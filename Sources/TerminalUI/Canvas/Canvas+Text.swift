extension Canvas {
    /// Writes text in one row and answers the column after it.
    ///
    /// What does not fit into the clip is cut off, a wide character at the edge becomes a
    /// space. The answer counts what was cut as well.
    @discardableResult
    package mutating func write(
        _ text: some StringProtocol,
        x: Int,
        y: Int,
        style: Style = .text
    ) -> Int {
        var column = x
        for character in text {
            let glyph = Glyph(character, in: glyphs)
            place(glyph, style: style, column: column, row: y)
            column += glyph.width
        }
        return column
    }

    /// Writes a line of several styles in one row and answers the column after it.
    @discardableResult
    package mutating func write(_ line: StyledLine, x: Int, y: Int) -> Int {
        line.spans.reduce(x) { column, span in
            write(span.text, x: column, y: y, style: span.style)
        }
    }

    /// Writes a line into the first row of an area, cut with `…` if it is too long.
    package mutating func write(
        _ line: StyledLine,
        in area: Rect,
        alignment: Alignment = .left
    ) {
        guard !area.isEmpty else { return }
        let fitted = line.truncated(to: area.width)
        let free = area.width - fitted.columns
        clipped(to: area) { canvas in
            _ = canvas.write(fitted, x: area.x + alignment.offset(free: free), y: area.y)
        }
    }

    /// Draws one character `count` times to the right.
    package mutating func drawRow(
        _ character: Character,
        x: Int,
        y: Int,
        count: Int,
        style: Style = .muted
    ) {
        fill(Rect(x: x, y: y, width: count, height: 1), character, style: style)
    }

    /// Draws one character `count` times downwards.
    package mutating func drawColumn(
        _ character: Character,
        x: Int,
        y: Int,
        count: Int,
        style: Style = .muted
    ) {
        fill(Rect(x: x, y: y, width: 1, height: count), character, style: style)
    }
}
