/// How many columns and rows an area has.
///
/// Both are at least 0. A terminal reports at least 1x1, but the middle of a small panel is
/// often empty, and an empty area must be legal everywhere.
package struct Size: Hashable, Sendable {
    /// Columns, one for each narrow character.
    package let width: Int
    /// Rows of text.
    package let height: Int

    /// Makes a size; negative numbers become 0.
    package init(width: Int, height: Int) {
        self.width = max(0, width)
        self.height = max(0, height)
    }

    /// Whether nothing can be drawn in it.
    package var isEmpty: Bool { width == 0 || height == 0 }
}
