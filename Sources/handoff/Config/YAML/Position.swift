/// A place in a text file, as editors count: both from 1, columns in Unicode scalars.
struct Position: Hashable, Sendable, Comparable {
    var line: Int
    var column: Int

    /// Where a file begins, for what the file lacks as a whole.
    static let start = Position(line: 1, column: 1)

    static func < (left: Position, right: Position) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }
}
