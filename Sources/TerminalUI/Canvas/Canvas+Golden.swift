extension Canvas {
    /// The characters, one line for each row, without the spaces at its end.
    package var text: String {
        rows { cells in
            let line = String(cells.filter { $0.width > 0 }.map(\.character))
            guard let last = line.lastIndex(where: { $0 != " " }) else { return "" }
            return String(line[...last])
        }
    }

    /// The second plane of a golden file: one letter for each cell's role.
    ///
    /// Letters are those of ``Role/letter``, in capitals where the cell is bold, reversed or
    /// selected; a dot is a blank cell in the ordinary style. Rows are as wide as the canvas,
    /// so that a cell too many is seen.
    package var roles: String {
        rows { cells in String(cells.map(Canvas.roleLetter)) }
    }

    private func rows(_ line: (ArraySlice<Cell>) -> String) -> String {
        (0..<size.height).map { row in
            line(cells[row * size.width..<(row + 1) * size.width])
        }
        .joined(separator: "\n")
    }

    private static func roleLetter(_ cell: Cell) -> Character {
        guard cell != .blank else { return "." }
        let strong: Style.Attributes = [.bold, .reverse, .selected]
        guard !cell.style.attributes.isDisjoint(with: strong) else { return cell.style.role.letter }
        return Character(cell.style.role.letter.uppercased())
    }
}
