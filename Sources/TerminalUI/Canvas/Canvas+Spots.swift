extension Canvas {
    /// An area that stands for something, so that a click can be told what it was on.
    package struct Spot: Hashable, Sendable {
        /// The cells.
        package let area: Rect
        /// Which panel it is in, by a number of the screen's own.
        package let panel: Int
        /// Which of its rows it is, by a number of the panel's own; nil for the panel itself.
        package let row: Int?
    }

    /// Notes what an area stands for; what is noted later lies on top.
    package mutating func mark(_ area: Rect, panel: Int, row: Int? = nil) {
        let seen = clip.intersection(area)
        if !seen.isEmpty { spots.append(Spot(area: seen, panel: panel, row: row)) }
    }

    /// What the cell stands for; nil for one that stands for nothing.
    package func spot(column: Int, row: Int) -> Spot? {
        spots.last { $0.area.contains(column: column, row: row) }
    }
}
