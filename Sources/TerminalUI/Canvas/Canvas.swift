/// A grid of cells in memory; every screen is drawn here first and on a terminal later.
///
/// Nothing can be drawn outside of it or outside of the current clip, whatever the sizes, so
/// widgets need no checks of their own. Text is made harmless on the way in (escape
/// sequences and control characters become visible replacements).
package struct Canvas: Equatable, Sendable {
    /// Columns and rows.
    package let size: Size
    /// Which characters may be drawn; in ASCII all others are replaced by near ones.
    package let glyphs: GlyphSet
    /// Where drawing has an effect at the moment; never larger than the canvas.
    package private(set) var clip: Rect

    var cells: [Cell]
    var spots: [Spot] = []

    /// An empty canvas.
    package init(size: Size, glyphs: GlyphSet = .braille) {
        self.size = size
        self.glyphs = glyphs
        clip = Rect(size)
        cells = Array(repeating: .blank, count: size.width * size.height)
    }

    /// The whole canvas as an area.
    package var bounds: Rect { Rect(size) }

    /// Whether every cell is the same; the clip and what clicks mean do not count.
    package static func == (left: Canvas, right: Canvas) -> Bool {
        left.size == right.size && left.cells == right.cells
    }

    /// The cell at a place; blank outside of the canvas.
    package subscript(column: Int, row: Int) -> Cell {
        guard bounds.contains(column: column, row: row) else { return .blank }
        return cells[row * size.width + column]
    }

    /// The top left part of another size; what is added is blank.
    package func resized(to size: Size) -> Canvas {
        var other = Canvas(size: size, glyphs: glyphs)
        for row in 0..<min(size.height, self.size.height) {
            for column in 0..<min(size.width, self.size.width) {
                other.cells[row * size.width + column] = self[column, row]
            }
        }
        if size.width < self.size.width {
            // The left half of a wide character at the edge has lost its right one.
            for row in 0..<min(size.height, self.size.height) where size.width > 0 {
                let last = row * size.width + size.width - 1
                if other.cells[last].width == 2 { other.cells[last] = .blank }
            }
        }
        return other
    }

    /// Draws with everything outside of `area` left as it is.
    ///
    /// Clips nest: inside of the closure the area is cut to the clip that was in force.
    package mutating func clipped(to area: Rect, _ draw: (inout Canvas) -> Void) {
        let outer = clip
        clip = outer.intersection(area)
        draw(&self)
        clip = outer
    }

    /// Fills an area with one character, a space if none is given.
    ///
    /// A wide character fills with spaces instead, so that no half of it stays.
    package mutating func fill(_ area: Rect, _ character: Character = " ", style: Style = .text) {
        let target = clip.intersection(area)
        let glyph = Glyph(character, in: glyphs)
        let drawn = glyph.width == 1 ? glyph : Glyph(" ", in: glyphs)
        for row in target.y..<target.bottom {
            for column in target.x..<target.right {
                place(drawn, style: style, column: column, row: row)
            }
        }
    }

    /// Changes styles in an area and leaves the characters.
    package mutating func restyle(_ area: Rect, _ change: (Style) -> Style) {
        let target = clip.intersection(area)
        for row in target.y..<target.bottom {
            for column in target.x..<target.right {
                let index = row * size.width + column
                cells[index] = cells[index].restyled(change(cells[index].style))
            }
        }
    }

    /// Puts one glyph where it fits and keeps wide characters whole.
    ///
    /// Half of a wide character is never left: what overlaps becomes a space.
    mutating func place(_ glyph: Glyph, style: Style, column: Int, row: Int) {
        guard clip.contains(column: column, row: row) else { return }
        let index = row * size.width + column
        guard glyph.width == 2 else {
            breakWide(at: index, column: column)
            cells[index] = Cell(character: glyph.character, style: style, width: 1)
            return
        }
        guard clip.contains(column: column + 1, row: row) else {
            breakWide(at: index, column: column)
            cells[index] = Cell(character: " ", style: style, width: 1)
            return
        }
        breakWide(at: index, column: column)
        breakWide(at: index + 1, column: column + 1)
        cells[index] = Cell(character: glyph.character, style: style, width: 2)
        cells[index + 1] = .rightHalf(style)
    }

    private mutating func breakWide(at index: Int, column: Int) {
        let old = cells[index]
        if old.width == 0, column > 0 {
            cells[index - 1] = Cell(character: " ", style: cells[index - 1].style, width: 1)
        } else if old.width == 2, column + 1 < size.width {
            cells[index + 1] = Cell(character: " ", style: cells[index + 1].style, width: 1)
        }
    }
}
