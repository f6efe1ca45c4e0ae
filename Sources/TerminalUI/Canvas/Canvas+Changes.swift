extension Canvas {
    /// Cells of one row that lie side by side and differ from an older canvas.
    package struct Run: Hashable, Sendable {
        /// The row.
        package let row: Int
        /// The columns; whole wide characters, never a half.
        package let columns: Range<Int>
    }

    /// Where this canvas differs from an older one, from the top left to the bottom right.
    ///
    /// Another size, or no older canvas, means every cell. Cost: one comparison a cell.
    package func changes(since old: Canvas?) -> [Run] {
        guard let old, old.size == size else {
            guard size.width > 0 else { return [] }
            return (0..<size.height).map { Run(row: $0, columns: 0..<size.width) }
        }
        guard cells != old.cells else { return [] }
        return (0..<size.height).flatMap { changes(inRow: $0, since: old) }
    }

    private func changes(inRow row: Int, since old: Canvas) -> [Run] {
        var runs: [Run] = []
        let first = row * size.width
        var column = 0
        while column < size.width {
            guard cells[first + column] != old.cells[first + column] else {
                column += 1
                continue
            }
            // A right half is drawn with its left half, even when only the right one differs.
            let start = cells[first + column].width == 0 ? column - 1 : column
            while column < size.width, cells[first + column] != old.cells[first + column] {
                column += 1
            }
            if column < size.width, cells[first + column].width == 0 { column += 1 }
            runs.append(Run(row: row, columns: max(0, start)..<column))
        }
        return runs
    }
}
