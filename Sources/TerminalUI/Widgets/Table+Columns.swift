extension Table {
    /// Where one column of the table is drawn.
    struct Place: Hashable {
        /// Its number in ``Table/columns``.
        let column: Int
        let x: Int
        let width: Int
    }

    /// The columns that fit, from left to right.
    func columnPlaces(in area: Rect) -> [Place] {
        let shown = shownColumns(in: area.width)
        var widths = shown.map { columns[$0].width.lowerBound }
        var free = area.width - widths.reduce(0, +) - spacing * max(0, shown.count - 1)
        // One cell at a time keeps growing columns even, and there are few of both.
        while free > 0 {
            var hasGrown = false
            for (index, column) in shown.enumerated() where free > 0 {
                guard widths[index] < columns[column].width.upperBound else { continue }
                widths[index] += 1
                free -= 1
                hasGrown = true
            }
            if !hasGrown { break }
        }
        var x = area.x
        return zip(shown, widths).map { column, width in
            defer { x += width + spacing }
            return Place(column: column, x: x, width: width)
        }
    }

    /// The numbers of the columns left after those that must go have gone.
    private func shownColumns(in width: Int) -> [Int] {
        var shown = Array(columns.indices)
        while needed(shown) > width {
            // The highest number goes first; of equal ones the one further right.
            guard
                let victim = shown.indices.reversed()
                    .max(by: { columns[shown[$0]].priority < columns[shown[$1]].priority }),
                columns[shown[victim]].priority > 0
            else { break }
            shown.remove(at: victim)
        }
        return shown
    }

    private func needed(_ shown: [Int]) -> Int {
        shown.reduce(0) { $0 + columns[$1].width.lowerBound } + spacing * max(0, shown.count - 1)
    }
}
