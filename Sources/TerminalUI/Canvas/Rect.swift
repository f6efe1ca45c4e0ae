/// A part of a canvas, in cells; column 0 and row 0 are the top left corner.
///
/// May be empty and may lie outside of the canvas: drawing is clipped, so no layout has to
/// think about terminals that are too small.
package struct Rect: Hashable, Sendable {
    /// First column.
    package let x: Int
    /// First row.
    package let y: Int
    /// Columns, at least 0.
    package let width: Int
    /// Rows, at least 0.
    package let height: Int

    /// Makes a rectangle; a negative width or height becomes 0.
    package init(x: Int, y: Int, width: Int, height: Int) {
        self.x = x
        self.y = y
        self.width = max(0, width)
        self.height = max(0, height)
    }

    /// Makes a rectangle in the top left corner.
    package init(_ size: Size) {
        self.init(x: 0, y: 0, width: size.width, height: size.height)
    }

    /// The column after the last one.
    package var right: Int { x + width }
    /// The row after the last one.
    package var bottom: Int { y + height }
    /// Columns and rows.
    package var size: Size { Size(width: width, height: height) }
    /// Whether nothing can be drawn in it.
    package var isEmpty: Bool { width == 0 || height == 0 }

    /// Whether the cell is inside.
    package func contains(column: Int, row: Int) -> Bool {
        column >= x && column < right && row >= y && row < bottom
    }

    /// The part that both share; empty when they do not touch.
    package func intersection(_ other: Rect) -> Rect {
        let left = max(x, other.x)
        let top = max(y, other.y)
        return Rect(
            x: left,
            y: top,
            width: min(right, other.right) - left,
            height: min(bottom, other.bottom) - top
        )
    }
}
