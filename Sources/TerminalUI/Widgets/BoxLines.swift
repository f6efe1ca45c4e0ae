/// Which lines a box is drawn with.
package enum BoxLines: Hashable, Sendable {
    /// Thin lines, for panels.
    case single
    /// Double lines, for what must be answered.
    case double

    /// The four corners, clockwise from the top left.
    var corners: [Character] { self == .single ? ["┌", "┐", "┘", "└"] : ["╔", "╗", "╝", "╚"] }
    var horizontal: Character { self == .single ? "─" : "═" }
    var vertical: Character { self == .single ? "│" : "║" }
}

extension Canvas {
    /// Draws the four sides of a box just inside of `area`; what is in the box stays.
    ///
    /// An area of one row or one column becomes a plain line.
    package mutating func drawBox(_ area: Rect, _ lines: BoxLines, style: Style = .muted) {
        guard !area.isEmpty else { return }
        let (right, bottom) = (area.right - 1, area.bottom - 1)
        drawColumn(lines.vertical, x: area.x, y: area.y, count: area.height, style: style)
        drawColumn(lines.vertical, x: right, y: area.y, count: area.height, style: style)
        drawRow(lines.horizontal, x: area.x, y: area.y, count: area.width, style: style)
        drawRow(lines.horizontal, x: area.x, y: bottom, count: area.width, style: style)
        guard area.width > 1, area.height > 1 else { return }
        let places = [(area.x, area.y), (right, area.y), (right, bottom), (area.x, bottom)]
        for (corner, place) in zip(lines.corners, places) {
            drawRow(corner, x: place.0, y: place.1, count: 1, style: style)
        }
    }
}
