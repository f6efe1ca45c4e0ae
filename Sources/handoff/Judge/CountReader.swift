/// Reads the bytes of a file of counts into seconds, as they come.
struct CountReader: Sendable {
    private enum Format {
        case csv(CSVHeader)
        case json
    }

    private var splitter = LineSplitter()
    private var format: Format?
    private var assembler: SecondAssembler
    private var rows = 0

    /// A reader; `weight` is the canary's share where the file has none.
    init(weight: Double? = nil, areTotals: Bool = false) {
        assembler = SecondAssembler(weight: weight, areTotals: areTotals)
    }

    /// What was put right so far.
    var repairs: Repairs { assembler.repairs }

    /// The seconds that are complete with these bytes.
    mutating func take(_ bytes: [UInt8]) throws(CountFileProblem) -> [FileSecond] {
        var seconds: [FileSecond] = []
        for line in try splitter.lines(in: bytes) { seconds += try take(line) }
        return seconds
    }

    /// The seconds that are left at the end of the file.
    mutating func finish() throws(CountFileProblem) -> [FileSecond] {
        var seconds: [FileSecond] = []
        if let line = splitter.last(), !line.isBlank { seconds += try last(line) }
        guard rows > 0 else {
            throw CountFileProblem(1, 1, "there is no row in it, so there is nothing to judge.")
        }
        return seconds + assembler.finish()
    }

    /// A last line without an end may be cut off within a number, which then looks like another.
    private mutating func last(_ line: TextLine) throws(CountFileProblem) -> [FileSecond] {
        if case .json? = format, let row = try? JSONRow.row(line) {
            rows += 1
            return try assembler.take(row)
        }
        if format == nil { return try take(line) }
        assembler.cutOff()
        return []
    }

    private mutating func take(_ line: TextLine) throws(CountFileProblem) -> [FileSecond] {
        guard !line.isBlank else { return [] }
        switch format {
        case nil:
            guard line.bytes.first(where: { $0 != 32 && $0 != 9 }) != UInt8(ascii: "{") else {
                format = .json
                return try take(line)
            }
            format = .csv(try CSVHeader(line))
            return []
        case .csv(let header):
            return try take(try header.row(line))
        case .json:
            return try take(try JSONRow.row(line))
        }
    }

    private mutating func take(_ row: CountRow) throws(CountFileProblem) -> [FileSecond] {
        rows += 1
        return try assembler.take(row)
    }
}
