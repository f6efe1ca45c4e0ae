/// Which characters a terminal can be trusted with.
package enum GlyphSet: String, CaseIterable, Hashable, Sendable {
    /// Everything, with charts in braille dots: 2 by 4 points in a cell.
    case braille
    /// Boxes and blocks, for fonts without braille, such as the Linux console.
    case block
    /// Only the 95 printable characters of ASCII; a canvas with it holds no other.
    case ascii
}
