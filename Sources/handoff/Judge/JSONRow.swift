/// Reads one JSON line: an object with the keys `second`, `group`, `requests`, `errors`, and where
/// there are, `weight`, `slice` and `le`.
///
/// `le` is an object of bounds in milliseconds and counts, such as `{"50": 97, "inf": 100}`.
struct JSONRow {
    private let line: TextLine
    private var index = 0

    /// The row of a line.
    static func row(_ line: TextLine) throws(CountFileProblem) -> CountRow {
        var reader = JSONRow(line: line)
        return try reader.read()
    }

    private init(line: TextLine) { self.line = line }

    private mutating func read() throws(CountFileProblem) -> CountRow {
        var draft = RowDraft(line: line.number)
        var seen: Set<CountField> = []
        try object { reader throws(CountFileProblem) in
            let key = try reader.key()
            if key.text == "le" {
                try reader.object { inner throws(CountFileProblem) in
                    let bound = try inner.key()
                    guard let most = CountField.bound(bound.text) else {
                        throw inner.problem(
                            bound.column,
                            "`\(bound.text)` is no bound. Write milliseconds, or `inf`."
                        )
                    }
                    try inner.value(of: .latency(most), bound, &draft, &seen)
                }
                return
            }
            guard let field = CountField(column: key.text), CountField.names.contains(key.text)
            else { throw reader.problem(key.column, CountField.unknown(key.text)) }
            try reader.value(of: field, key, &draft, &seen)
        }
        skipSpace()
        guard index == line.bytes.count else {
            throw problem(column, "more follows behind the object. Write one object a line.")
        }
        return try draft.row()
    }

    private typealias Word = (text: String, column: Int)

    private mutating func value(
        of field: CountField,
        _ key: Word,
        _ draft: inout RowDraft,
        _ seen: inout Set<CountField>
    ) throws(CountFileProblem) {
        guard seen.insert(field).inserted else {
            throw problem(key.column, "`\(key.text)` stands there twice. Remove one.")
        }
        let value = try scalar()
        try draft.set(field, value.text, column: value.column)
    }

    private mutating func object(
        _ member: (inout JSONRow) throws(CountFileProblem) -> Void
    ) throws(CountFileProblem) {
        try expect("{")
        if accept("}") { return }
        repeat { try member(&self) } while accept(",")
        try expect("}")
    }

    private mutating func key() throws(CountFileProblem) -> Word {
        let key = try string()
        try expect(":")
        return key
    }

    private mutating func scalar() throws(CountFileProblem) -> Word {
        skipSpace()
        if index < line.bytes.count, line.bytes[index] == UInt8(ascii: "\"") {
            return try string()
        }
        let start = index
        let column = column
        while index < line.bytes.count, !Self.ends.contains(line.bytes[index]) { index += 1 }
        guard index > start else { throw problem(column, "a number or a text is missing.") }
        return (String(decoding: line.bytes[start..<index], as: UTF8.self), column)
    }

    private static let ends = Set<UInt8>(",{}[]\": \t".utf8)

    private mutating func string() throws(CountFileProblem) -> Word {
        skipSpace()
        let column = column
        try expect("\"")
        let start = index
        while index < line.bytes.count, line.bytes[index] != UInt8(ascii: "\"") {
            guard line.bytes[index] != UInt8(ascii: "\\") else {
                throw problem(self.column, "write the text without backslashes.")
            }
            index += 1
        }
        let text = String(decoding: line.bytes[start..<index], as: UTF8.self)
        try expect("\"")
        return (text, column)
    }

    private var column: Int { line.column(of: index) }

    private mutating func skipSpace() {
        while index < line.bytes.count, line.bytes[index] == 32 || line.bytes[index] == 9 {
            index += 1
        }
    }

    private mutating func accept(_ mark: Unicode.Scalar) -> Bool {
        skipSpace()
        guard index < line.bytes.count, line.bytes[index] == UInt8(ascii: mark) else {
            return false
        }
        index += 1
        return true
    }

    private mutating func expect(_ mark: Unicode.Scalar) throws(CountFileProblem) {
        guard accept(mark) else {
            throw problem(column, "`\(mark)` is missing here: this is no JSON object.")
        }
    }

    private func problem(_ column: Int, _ sentence: String) -> CountFileProblem {
        CountFileProblem(line.number, column, sentence)
    }
}
