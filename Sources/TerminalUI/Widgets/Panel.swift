/// A frame with a title, round what another widget draws.
package struct Panel: Widget, Hashable {
    /// How much of the frame is drawn.
    package enum Form: Hashable, Sendable {
        /// A line on all four sides; costs two rows and two columns.
        case box
        /// Only the line with the title above; costs one row, for small terminals.
        case rule
    }

    /// Stands in the top line on the left; cut if it is too long.
    package var title: StyledLine
    /// Stands in the top line on the right; left out if it does not fit beside the title.
    package var trailing: StyledLine
    /// Box or rule.
    package var form: Form
    /// Whether keys act on this panel; then its frame is drawn like a title.
    package var isFocused: Bool
    /// Whether it is the one a person chose among several: a mark in the corner of its frame.
    ///
    /// Moving the mark costs two cells, where another frame costs all of their sides.
    package var isMarked: Bool

    /// Makes a panel.
    package init(
        title: StyledLine,
        trailing: StyledLine = .empty,
        form: Form = .box,
        isFocused: Bool = false,
        isMarked: Bool = false
    ) {
        self.title = title
        self.trailing = trailing
        self.form = form
        self.isFocused = isFocused
        self.isMarked = isMarked
    }

    /// What is left for the content of a panel drawn into `area`.
    ///
    /// The rule form gives the full width: its content starts in the column where a box would
    /// have its line, so the same columns line up at every size.
    package func interior(of area: Rect) -> Rect {
        switch form {
        case .box: area.inset(left: 1, top: 1, right: 1, bottom: 1)
        case .rule: area.inset(top: 1)
        }
    }

    /// Draws the frame and leaves its inside as it is.
    package func draw(into canvas: inout Canvas, in area: Rect) {
        let style = isFocused ? Style.title : .muted
        switch form {
        case .box:
            canvas.drawBox(area, .single, style: style)
        case .rule:
            canvas.drawRow("─", x: area.x + 1, y: area.y, count: area.width - 2, style: style)
        }
        let line = area.row(0)
        if isMarked { canvas.write("►", x: line.x + 1, y: line.y, style: .title) }
        drawTitles(into: &canvas, in: line.inset(left: 2, right: 2))
    }

    private func drawTitles(into canvas: inout Canvas, in line: Rect) {
        guard !title.isEmpty || !trailing.isEmpty else { return }
        let left = StyledLine(" ") + title.truncated(to: line.width - 2) + StyledLine(" ")
        let right = StyledLine(" ") + trailing + StyledLine(" ")
        if !title.isEmpty { canvas.write(left, in: line) }
        let used = title.isEmpty ? 0 : left.columns
        guard !trailing.isEmpty, used + right.columns < line.width else { return }
        canvas.write(right, in: line.inset(right: form == .box ? -1 : 0), alignment: .right)
    }
}
