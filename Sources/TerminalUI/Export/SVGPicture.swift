/// A canvas as an SVG drawing that needs no other file.
///
/// Every cell is 9 by 18 units. Letters are text in a monospace font, stretched to the grid
/// whatever the font's own width is; lines, blocks and braille are shapes, so that they meet
/// without gaps in every font. The terminal's own colours are those of the theme's ground.
package struct SVGPicture: Sendable {
    static let cellWidth = 9
    static let cellHeight = 18
    /// From the top of a cell to the line its letters stand on.
    private static let baseline = 14
    private static let margin = 9

    private let canvas: Canvas
    private let theme: Theme
    private let title: String

    /// Prepares a drawing; the title is what browsers show, not part of the drawing.
    package init(_ canvas: Canvas, theme: Theme, title: String) {
        self.canvas = canvas
        self.theme = theme
        self.title = title
    }

    /// The whole file, its last line end included; equal canvases make equal files.
    package var text: String {
        let width = canvas.size.width * Self.cellWidth + 2 * Self.margin
        let height = canvas.size.height * Self.cellHeight + 2 * Self.margin
        var parts = Parts()
        for row in 0..<canvas.size.height {
            for stretch in canvas.stretches(row: row, columns: 0..<canvas.size.width) {
                draw(stretch, into: &parts)
            }
        }
        let size = "width=\"\(width)\" height=\"\(height)\" viewBox=\"0 0 \(width) \(height)\""
        let fonts = "ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace"
        let lines =
            [
                "<svg xmlns=\"http://www.w3.org/2000/svg\" \(size) role=\"img\">",
                "<title>\(Self.escaped(title))</title>",
                "<rect width=\"100%\" height=\"100%\" fill=\"\(theme.ground.background.hex)\"/>",
                "<g transform=\"translate(\(Self.margin) \(Self.margin))\" "
                    + "font-family=\"\(fonts)\" font-size=\"15\" style=\"white-space:pre\">",
            ] + parts.lines + ["</g>", "</svg>", ""]
        return lines.joined(separator: "\n")
    }

    private func draw(_ stretch: Canvas.Stretch, into parts: inout Parts) {
        let paint = Paint(theme.appearance(of: stretch.style), on: theme.ground)
        let (x, y) = (stretch.column * Self.cellWidth, stretch.row * Self.cellHeight)
        if paint.background != theme.ground.background {
            let path =
                "M\(x) \(y)h\(stretch.width * Self.cellWidth)v\(Self.cellHeight)"
                + "h-\(stretch.width * Self.cellWidth)z"
            parts.add(path, to: .init(kind: .fill, colour: paint.background.hex), isBehind: true)
        }
        var words = Words()
        for (offset, cell) in stretch.cells.enumerated() where cell.width > 0 {
            let left = x + offset * Self.cellWidth
            if let shape = CellShape(cell.character) {
                write(&words, paint, y, into: &parts)
                for (kind, path) in shape.paths(x: left, y: y) {
                    parts.add(path, to: .init(kind: kind, colour: paint.foreground.hex))
                }
            } else if cell.character == " " {
                write(&words, paint, y, into: &parts)
            } else {
                words.append(cell, x: left)
            }
        }
        write(&words, paint, y, into: &parts)
        guard paint.isUnderlined else { return }
        let line = "M\(x) \(y + Self.baseline + 2).5h\(stretch.width * Self.cellWidth)"
        parts.add(line, to: .init(kind: .stroke, colour: paint.foreground.hex))
    }

    /// Letters side by side that were not written yet.
    private struct Words {
        var text = ""
        var x = 0
        var columns = 0

        mutating func append(_ cell: Cell, x left: Int) {
            if text.isEmpty { x = left }
            text.append(cell.character)
            columns += Int(cell.width)
        }
    }

    private func write(
        _ words: inout Words,
        _ paint: Paint,
        _ y: Int,
        into parts: inout Parts
    ) {
        guard !words.text.isEmpty else { return }
        let length = words.columns * Self.cellWidth
        parts.write(
            "<text x=\"\(words.x)\" y=\"\(y + Self.baseline)\" textLength=\"\(length)\" "
                + "lengthAdjust=\"spacingAndGlyphs\">\(Self.escaped(words.text))</text>",
            in: paint.textAttributes
        )
        words = Words()
    }

    /// Text between tags; canvases hold no control characters, titles may.
    static func escaped(_ text: String) -> String {
        text.reduce(into: "") { escaped, character in
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case _ where character.unicodeScalars.allSatisfy { $0.value < 0x20 }: escaped += " "
            default: escaped.append(character)
            }
        }
    }
}
