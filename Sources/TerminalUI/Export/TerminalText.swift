/// Canvases as the text and the control sequences that draw them on a terminal of 256 colours.
///
/// Sequences are those of ECMA-48 that every terminal since the VT220 knows, plus SGR 38;5 and
/// 48;5. Only cells that look different are sent, with the shortest move and the shortest change of
/// colours. `Tests/Load/terminal-budgets` counts the bytes.
package struct TerminalText: Sendable {
    /// How every role looks; another theme is seen in cells drawn after it was set.
    package var theme: Theme { didSet { looks = [:] } }

    private var shown: Canvas?
    private var pen = Appearance()
    /// Where the next character would go; nil when that is not certain.
    private var cursor: (column: Int, row: Int)?
    private var looks: [Style: Appearance] = [:]
    private var bytes: [UInt8] = []

    /// Draws on a terminal of which nothing is known.
    package init(theme: Theme) { self.theme = theme }

    /// What turns the last canvas on the terminal into this one; empty when they look the same.
    ///
    /// The first canvas, and one of another size than the last, clears the terminal. The pen is the
    /// terminal's own look before and after.
    package mutating func update(to canvas: Canvas) -> String {
        bytes.removeAll(keepingCapacity: true)
        cursor = nil
        var before = shown
        if before?.size != canvas.size {
            append("\u{1B}[m\u{1B}[?25l\u{1B}[2J")
            pen = Appearance()
            before = Canvas(size: canvas.size)
        }
        if let before, before.cells != canvas.cells || theme[.text].background != nil {
            let isFilled = shown?.size == canvas.size || theme[.text].background == nil
            for row in 0..<canvas.size.height {
                draw(row, of: canvas, since: isFilled ? before : nil)
            }
        }
        shown = canvas
        set(Appearance())
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Makes the next update draw every cell, as after a change of theme.
    package mutating func forget() { shown = nil }

    /// A canvas as lines of text, colours included, without any move of the cursor.
    ///
    /// Blanks at the end of a row are left out, and so are blank rows at the end. Every line ends
    /// in the terminal's own look, so that what follows is not painted.
    package static func lines(of canvas: Canvas, theme: Theme) -> [String] {
        var writer = TerminalText(theme: theme)
        var lines = (0..<canvas.size.height).map { row -> String in
            var end = canvas.size.width
            while end > 0, canvas[end - 1, row] == .blank { end -= 1 }
            writer.bytes = []
            for column in 0..<end where canvas[column, row].width > 0 {
                writer.write(canvas[column, row])
            }
            writer.set(Appearance())
            return String(decoding: writer.bytes, as: UTF8.self)
        }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }
}

extension TerminalText {
    /// Unchanged cells that are written again because a move over them would be longer.
    private static let widestGap = 4

    private mutating func draw(_ row: Int, of canvas: Canvas, since old: Canvas?) {
        let first = row * canvas.size.width
        var column = 0
        while column < canvas.size.width {
            let cell = canvas.cells[first + column]
            if cell.width == 0 || !differs(cell, from: old?.cells[first + column]) {
                // The half of a wide character that was there is gone only with its other half.
                let isHalf =
                    cell.width == 2
                    && differs(
                        canvas.cells[first + column + 1],
                        from: old?.cells[first + column + 1]
                    )
                guard isHalf else {
                    column += 1
                    continue
                }
            }
            fillGap(to: column, row: row, of: canvas)
            move(to: column, row: row)
            write(cell)
            column += Int(cell.width)
            let isCertain = column < canvas.size.width && TerminalText.isCertain(cell)
            cursor = isCertain ? (column, row) : nil
        }
    }

    /// Writes what is there already where that is shorter than to move over it.
    private mutating func fillGap(to column: Int, row: Int, of canvas: Canvas) {
        guard let cursor, cursor.row == row, cursor.column < column,
            column - cursor.column <= TerminalText.widestGap
        else { return }
        let first = row * canvas.size.width
        let cells = canvas.cells[first + cursor.column..<first + column]
        let fits = cells.allSatisfy { cell in
            guard cell.width == 1, cell.character.isASCII else { return false }
            let look = look(of: cell.style)
            return look == pen || (cell.character == " " && look.blankLooksTheSame(in: pen))
        }
        guard fits else { return }
        for cell in cells { append(cell.character) }
        self.cursor = (column, row)
    }

    /// Whether a person sees a difference: blanks show no foreground.
    private mutating func differs(_ cell: Cell, from old: Cell?) -> Bool {
        guard let old else { return true }
        guard cell != old else { return false }
        guard cell.character == " ", old.character == " ", cell.width == old.width else {
            return true
        }
        return !look(of: cell.style).blankLooksTheSame(in: look(of: old.style))
    }

    /// Whether every terminal agrees with us on the width of the character.
    ///
    /// After any other the place of the next one is said, so that a terminal that counts otherwise
    /// spoils one cell and not the rest of the row.
    private static func isCertain(_ cell: Cell) -> Bool {
        guard cell.width == 1, let scalar = cell.character.unicodeScalars.first else {
            return false
        }
        switch scalar.value {
        case 0x20...0x7E: return true
        case 0xA1...0x24F, 0x2500...0x259F, 0x2800...0x28FF:
            return cell.character.unicodeScalars.count == 1
        default: return false
        }
    }

    private mutating func write(_ cell: Cell) {
        let look = look(of: cell.style)
        // A blank shows no foreground: the pen stays as it is.
        if cell.character != " " || !look.blankLooksTheSame(in: pen) { set(look) }
        append(cell.character)
    }

    private mutating func look(of style: Style) -> Appearance {
        if let known = looks[style] { return known }
        let look = theme.appearance(of: style)
        looks[style] = look
        return look
    }

    private mutating func set(_ look: Appearance) {
        guard look != pen else { return }
        append(look.sequence(after: pen))
        pen = look
    }

    private mutating func move(to column: Int, row: Int) {
        defer { cursor = (column, row) }
        if let cursor, cursor.row == row, cursor.column <= column {
            let count = column - cursor.column
            if count == 1 { append("\u{1B}[C") }
            if count > 1 { append("\u{1B}[\(count)C") }
            return
        }
        if let cursor, cursor.row + 1 == row, (0...3).contains(cursor.column - column) {
            append("\u{1B}[B" + String(repeating: "\u{8}", count: cursor.column - column))
            return
        }
        append(column == 0 ? "\u{1B}[\(row + 1)H" : "\u{1B}[\(row + 1);\(column + 1)H")
    }

    private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

    private mutating func append(_ character: Character) {
        bytes.append(contentsOf: character.utf8)
    }
}
