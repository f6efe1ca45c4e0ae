@testable import TerminalUI

/// A canvas with one widget over all of it.
func drawn(
    _ widget: some Widget,
    _ width: Int,
    _ height: Int,
    glyphs: GlyphSet = .braille
) -> Canvas {
    var canvas = Canvas(size: Size(width: width, height: height), glyphs: glyphs)
    canvas.draw(widget, in: canvas.bounds)
    return canvas
}

/// A canvas with text in its first row.
func written(_ text: String, _ width: Int, glyphs: GlyphSet = .braille) -> Canvas {
    var canvas = Canvas(size: Size(width: width, height: 1), glyphs: glyphs)
    canvas.write(text, x: 0, y: 0)
    return canvas
}
