/// One cell of a canvas.
package struct Cell: Hashable, Sendable {
    /// What is drawn: one base character and at most three marks on it, never a control.
    ///
    /// The right half of a wide character holds a space.
    package let character: Character
    /// How it is drawn.
    package let style: Style
    /// Columns taken: 1, 2 for the left half of a wide character, 0 for its right half.
    package let width: UInt8

    /// An empty cell in the terminal's own colours.
    package static let blank = Cell(character: " ", style: .text, width: 1)

    /// The right half of a wide character.
    static func rightHalf(_ style: Style) -> Cell {
        Cell(character: " ", style: style, width: 0)
    }

    /// The same character drawn otherwise.
    func restyled(_ style: Style) -> Cell {
        Cell(character: character, style: style, width: width)
    }
}
