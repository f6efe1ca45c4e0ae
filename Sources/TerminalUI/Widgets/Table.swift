/// Rows of cells under headings, with columns that disappear when there is no room.
package struct Table: Widget {
    /// One column: its heading and what it may take.
    package struct Column: Hashable, Sendable {
        /// Stands above the cells.
        package var title: String
        /// Cells it takes: at least the lower bound, more only if all others have theirs.
        package var width: ClosedRange<Int>
        /// Where its heading and its text stand.
        package var alignment: Alignment
        /// 0 is never left out; of the others the highest number goes first.
        package var priority: Int

        /// Makes a column.
        package init(
            _ title: String,
            width: ClosedRange<Int>,
            alignment: Alignment = .left,
            priority: Int = 0
        ) {
            self.title = title
            self.width = width
            self.alignment = alignment
            self.priority = priority
        }
    }

    /// What stands in one cell.
    package enum Content: Sendable, ExpressibleByStringInterpolation {
        /// Text, cut with `…` to the width of its column.
        case line(StyledLine)
        /// A small widget, such as a ``Sparkline``, drawn over the whole cell.
        case widget(any Widget)

        /// Text in the ordinary style.
        package init(stringLiteral value: String) { self = .line(StyledLine(value)) }

        /// Text in one style.
        package static func text(_ text: String, _ style: Style = .text) -> Content {
            .line(StyledLine(text, style))
        }
    }

    /// The columns from left to right.
    package var columns: [Column]
    /// Every row, those out of view as well; a row shorter than the columns ends blank.
    package var rows: [[Content]]
    /// The first row in view; made legal while drawing.
    package var offset: Int
    /// The selected row.
    package var selection: Int?
    /// Whether the headings take the first row.
    package var hasHeader: Bool
    /// Cells between two columns.
    package var spacing: Int

    /// Makes a table.
    package init(
        columns: [Column],
        rows: [[Content]],
        offset: Int = 0,
        selection: Int? = nil,
        hasHeader: Bool = true,
        spacing: Int = 2
    ) {
        self.columns = columns
        self.rows = rows
        self.offset = offset
        self.selection = selection
        self.hasHeader = hasHeader
        self.spacing = spacing
    }

    /// How many rows are in view in an area of this height.
    package func visibleRows(in height: Int) -> Int { max(0, height - (hasHeader ? 1 : 0)) }

    /// Draws the headings and as many rows as there is room for.
    package func draw(into canvas: inout Canvas, in area: Rect) {
        let places = columnPlaces(in: area.inset(left: 1))
        if hasHeader { drawHeader(into: &canvas, in: area.row(0), places: places) }
        let body = area.inset(top: hasHeader ? 1 : 0)
        let first = ScrollWindow.offset(
            showing: nil,
            count: rows.count,
            height: body.height,
            previous: offset
        )
        for (row, index) in (first..<min(rows.count, first + body.height)).enumerated() {
            drawRow(rows[index], into: &canvas, line: body.row(row), places: places)
            if index == selection { canvas.markSelected(body.row(row), hasGutter: true) }
        }
    }

    private func drawHeader(into canvas: inout Canvas, in line: Rect, places: [Place]) {
        for place in places {
            let column = columns[place.column]
            let cell = Rect(x: place.x, y: line.y, width: place.width, height: line.height)
            canvas.write(
                StyledLine(column.title, .muted),
                in: cell.intersection(line),
                alignment: column.alignment
            )
        }
    }

    private func drawRow(
        _ row: [Content],
        into canvas: inout Canvas,
        line: Rect,
        places: [Place]
    ) {
        for place in places where place.column < row.count {
            let cell = Rect(x: place.x, y: line.y, width: place.width, height: line.height)
            switch row[place.column] {
            case .line(let text):
                let alignment = columns[place.column].alignment
                canvas.write(text, in: cell.intersection(line), alignment: alignment)
            case .widget(let widget):
                canvas.draw(widget, in: cell.intersection(line))
            }
        }
    }
}
