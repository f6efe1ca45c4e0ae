/// The first line of a CSV file, which says what its columns hold.
///
/// Columns `second,group,requests,errors` in any order, and where there are, `weight`, `slice` and
/// `le_50` and the like. Values may stand in double quotes; a quote in them is written twice.
struct CSVHeader: Sendable {
    private let fields: [CountField]

    /// Reads the header.
    init(_ line: TextLine) throws(CountFileProblem) {
        let cells = try Self.cells(line)
        var fields: [CountField] = []
        for cell in cells {
            guard let field = CountField(column: cell.text) else {
                throw CountFileProblem(line.number, cell.column, CountField.unknown(cell.text))
            }
            guard !fields.contains(field) else {
                throw CountFileProblem(
                    line.number,
                    cell.column,
                    "`\(cell.text)` stands there twice. Remove one."
                )
            }
            fields.append(field)
        }
        for name in CountField.names.prefix(4) {
            guard let field = CountField(column: name), !fields.contains(field) else { continue }
            throw CountFileProblem(
                line.number,
                1,
                "there is no column `\(name)`. The first line names the columns, at least "
                    + "second,group,requests,errors."
            )
        }
        self.fields = fields
    }

    /// Reads a row.
    func row(_ line: TextLine) throws(CountFileProblem) -> CountRow {
        let cells = try Self.cells(line)
        guard cells.count == fields.count else {
            throw CountFileProblem(
                line.number,
                cells.last?.column ?? 1,
                "\(cells.count) values for \(fields.count) columns."
            )
        }
        var draft = RowDraft(line: line.number)
        for (field, cell) in zip(fields, cells) {
            try draft.set(field, cell.text, column: cell.column)
        }
        return try draft.row()
    }

    private typealias Cell = (text: String, column: Int)

    private static func cells(_ line: TextLine) throws(CountFileProblem) -> [Cell] {
        let bytes = line.bytes
        var cells: [Cell] = []
        var (start, index, quoted, hasQuotes) = (0, 0, false, false)
        while index <= bytes.count {
            let byte = index < bytes.count ? bytes[index] : UInt8(ascii: ",")
            if byte == UInt8(ascii: "\""), index < bytes.count {
                quoted.toggle()
                hasQuotes = true
            }
            if byte == UInt8(ascii: ","), !quoted || index == bytes.count {
                let column = line.column(of: start)
                guard !quoted else {
                    throw CountFileProblem(line.number, column, "the quote is never closed.")
                }
                let text = String(decoding: bytes[start..<index], as: UTF8.self)
                cells.append((hasQuotes ? unquoted(text) : trimmed(text), column))
                (start, hasQuotes) = (index + 1, false)
            }
            index += 1
        }
        return cells
    }

    private static func trimmed(_ text: String) -> String {
        guard text.utf8.first == 32 || text.utf8.last == 32 else { return text }
        return String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }

    private static func unquoted(_ text: String) -> String {
        let text = trimmed(text)
        guard text.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") else { return text }
        return String(text.dropFirst().dropLast()).replacing("\"\"", with: "\"")
    }
}
