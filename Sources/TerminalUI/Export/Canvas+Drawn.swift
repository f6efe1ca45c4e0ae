extension Canvas {
    /// Cells of one row that lie side by side and look the same.
    struct Stretch: Hashable {
        let row: Int
        let column: Int
        /// Columns taken, right halves of wide characters included.
        let width: Int
        let style: Style
        let cells: ArraySlice<Cell>

        /// The characters as they are read, right halves left out.
        var text: String { String(cells.filter { $0.width > 0 }.map(\.character)) }
    }

    /// The cells of some columns of a row, cut wherever the style changes.
    func stretches(row: Int, columns: Range<Int>) -> [Stretch] {
        var found: [Stretch] = []
        var start = columns.lowerBound
        let first = row * size.width
        while start < columns.upperBound {
            let style = cells[first + start].style
            var end = start + 1
            while end < columns.upperBound, cells[first + end].style == style { end += 1 }
            found.append(
                Stretch(
                    row: row,
                    column: start,
                    width: end - start,
                    style: style,
                    cells: cells[first + start..<first + end]
                )
            )
            start = end
        }
        return found
    }
}
