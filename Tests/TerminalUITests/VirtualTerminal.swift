@testable import TerminalUI

/// The part of an xterm that curses uses: enough to see what a person would see.
struct VirtualTerminal {
    private let width: Int
    private let height: Int
    private var rows: [[Character]]
    private var looks: [[Look]]
    private var pen = Look()
    private var column = 0
    private var row = 0
    private var wrapsNext = false
    private var lastCharacter: Character = " "

    /// Right halves of wide characters hold this.
    private static let half: Character = "\u{0}"

    init(width: Int, height: Int) {
        self.width = width
        self.height = height
        rows = Array(repeating: Array(repeating: " ", count: width), count: height)
        looks = Array(repeating: Array(repeating: Look(), count: width), count: height)
    }

    /// Rows without the spaces at their end.
    var text: String {
        rows.map { row in
            let line = String(row.filter { $0 != Self.half })
            return String(line.reversed().drop { $0 == " " }.reversed())
        }
        .joined(separator: "\n")
    }

    /// How the cell looks; of a blank only what can be seen of it.
    func look(column: Int, row: Int) -> Look {
        rows[row][column] == " " ? looks[row][column].ofBlank : looks[row][column]
    }

    /// Takes all that a program wrote.
    mutating func feed(_ output: String) {
        var rest = Substring(output)
        while let character = rest.popFirst() {
            switch character {
            case "\u{1B}": escape(&rest)
            case "\r\n":
                column = 0
                down()
            case "\r": move(to: 0, row)
            case "\n": down()
            case "\u{8}": move(to: column - 1, row)
            case "\u{7}", "\u{F}": break
            default: put(character)
            }
        }
    }

    private mutating func down() {
        wrapsNext = false
        if row == height - 1 {
            rows.removeFirst()
            rows.append(blankRow)
            looks.removeFirst()
            looks.append(blankLooks)
        } else {
            row += 1
        }
    }

    private var blankRow: [Character] { Array(repeating: " ", count: width) }
    private var blankLooks: [Look] { Array(repeating: pen.ofErased, count: width) }

    private mutating func move(to newColumn: Int, _ newRow: Int) {
        column = min(max(0, newColumn), width - 1)
        row = min(max(0, newRow), height - 1)
        wrapsNext = false
    }

    private mutating func put(_ character: Character) {
        if wrapsNext {
            column = 0
            down()
        }
        let columns = TextWidth.columns(of: character)
        if rows[row][column] == Self.half, column > 0 { rows[row][column - 1] = " " }
        let after = column + columns
        if after < width, rows[row][after] == Self.half { rows[row][after] = " " }
        rows[row][column] = character
        for covered in column..<min(width, after) { looks[row][covered] = pen }
        if columns == 2 { rows[row][column + 1] = Self.half }
        lastCharacter = character
        wrapsNext = after >= width
        column = min(after, width - 1)
    }

    private mutating func escape(_ rest: inout Substring) {
        switch rest.popFirst() {
        case "[": control(&rest)
        case "(", ")": _ = rest.popFirst()
        case "]":
            rest = rest.drop { $0 != "\u{7}" && $0 != "\u{1B}" }
            rest = rest.dropFirst(rest.first == "\u{1B}" ? 2 : 1)
        case "M": move(to: column, row - 1)
        default: break
        }
    }

    private mutating func control(_ rest: inout Substring) {
        let text = rest.prefix { !$0.isLetter && $0 != "@" }
        rest = rest.dropFirst(text.count)
        let numbers = text.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) }
        let first = numbers.first ?? nil
        let count = max(1, first ?? 1)
        switch rest.popFirst() {
        case "H": move(to: (numbers.count > 1 ? numbers[1] ?? 1 : 1) - 1, (first ?? 1) - 1)
        case "A": move(to: column, row - count)
        case "B": move(to: column, row + count)
        case "C": move(to: column + count, row)
        case "D": move(to: column - count, row)
        case "G": move(to: count - 1, row)
        case "d": move(to: column, count - 1)
        case "m": pen.change(numbers.map { $0 ?? 0 })
        case "b": for _ in 0..<count { put(lastCharacter) }
        case let final: edit(final, mode: first ?? 0, count: count)
        }
    }

    private mutating func edit(_ final: Character?, mode: Int, count: Int) {
        switch final {
        case "J":
            erase(mode == 0 ? column..<width : 0..<width)
            for other in mode == 0 ? row + 1..<height : 0..<height {
                rows[other] = blankRow
                looks[other] = blankLooks
            }
        case "K": erase(mode == 0 ? column..<width : mode == 1 ? 0..<column + 1 : 0..<width)
        case "X": erase(column..<min(width, column + count))
        case "P":
            rows[row].removeSubrange(column..<min(width, column + count))
            rows[row] += blankRow.prefix(width - rows[row].count)
            looks[row].removeSubrange(column..<min(width, column + count))
            looks[row] += blankLooks.prefix(width - looks[row].count)
        case "@":
            rows[row].insert(contentsOf: blankRow.prefix(count), at: column)
            rows[row].removeLast(rows[row].count - width)
            looks[row].insert(contentsOf: blankLooks.prefix(count), at: column)
            looks[row].removeLast(looks[row].count - width)
        default: break
        }
    }

    private mutating func erase(_ columns: Range<Int>) {
        for column in columns {
            rows[row][column] = " "
            looks[row][column] = pen.ofErased
        }
    }
}
