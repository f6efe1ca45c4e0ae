/// Lines under each other, scrolled, one of them perhaps selected; for events and help.
package struct LineList: Widget, Hashable {
    /// Every line, those out of view as well.
    package var lines: [StyledLine]
    /// The first line in view; made legal while drawing.
    package var offset: Int
    /// The selected line, marked with `>` and the background of ``Role/select``.
    package var selection: Int?
    /// Whether column 0 is kept free for the mark of the selected line.
    package var hasGutter: Bool

    /// Makes a list.
    package init(
        _ lines: [StyledLine],
        offset: Int = 0,
        selection: Int? = nil,
        hasGutter: Bool = true
    ) {
        self.lines = lines
        self.offset = offset
        self.selection = selection
        self.hasGutter = hasGutter
    }

    /// Draws as many lines as there are rows.
    package func draw(into canvas: inout Canvas, in area: Rect) {
        let first = ScrollWindow.offset(
            showing: nil,
            count: lines.count,
            height: area.height,
            previous: offset
        )
        for (row, index) in (first..<min(lines.count, first + area.height)).enumerated() {
            let line = area.row(row)
            canvas.write(lines[index], in: line.inset(left: hasGutter ? 1 : 0))
            if index == selection { canvas.markSelected(line, hasGutter: hasGutter) }
        }
    }
}

extension Canvas {
    /// Cells of the selected row that have its background.
    ///
    /// Enough to be seen at once; over whole rows of 95 cells each step of a cursor key would send
    /// 600 bytes more.
    private static let selectedColumns = 32

    /// Shows one row as the selected one: by a mark where there is room, and by background.
    mutating func markSelected(_ line: Rect, hasGutter: Bool) {
        if hasGutter { write(">", x: line.x, y: line.y, style: .title) }
        let width = min(line.width, Self.selectedColumns)
        restyle(Rect(x: line.x, y: line.y, width: width, height: line.height)) {
            $0.with(.selected)
        }
    }
}
