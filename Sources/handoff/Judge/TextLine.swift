/// One line of a file, without its end.
struct TextLine: Hashable, Sendable {
    /// From 1.
    var number: Int
    var bytes: [UInt8]
    /// Whether it had an end; without one it may be cut off.
    var isEnded = true

    /// The column of a byte, from 1, in Unicode scalars.
    func column(of offset: Int) -> Int {
        bytes.prefix(offset).reduce(1) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }
    }

    /// Whether there is nothing but space in it.
    var isBlank: Bool { bytes.allSatisfy { $0 == 32 || $0 == 9 } }
}

/// Cuts bytes into lines as they come, with little memory.
///
/// Lines end with LF or CRLF; a byte order mark before the first is left out.
struct LineSplitter: Sendable {
    /// The longest line, in bytes.
    static let longest = 1_000_000

    private var rest: [UInt8] = []
    private var number = 0

    /// The lines that are complete with these bytes.
    mutating func lines(in bytes: [UInt8]) throws(CountFileProblem) -> [TextLine] {
        var lines: [TextLine] = []
        var start = 0
        while let end = bytes[start...].firstIndex(of: 10) {
            rest.append(contentsOf: bytes[start..<end])
            lines.append(next(isEnded: true))
            start = end + 1
        }
        rest.append(contentsOf: bytes[start...])
        guard rest.count <= Self.longest else {
            throw CountFileProblem(number + 1, 1, "the line is longer than a megabyte.")
        }
        return lines
    }

    /// The last line, when the file did not end with a line's end.
    mutating func last() -> TextLine? { rest.isEmpty ? nil : next(isEnded: false) }

    private mutating func next(isEnded: Bool) -> TextLine {
        number += 1
        if number == 1, rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest.removeFirst(3) }
        if rest.last == 13 { rest.removeLast() }
        defer { rest = [] }
        return TextLine(number: number, bytes: rest, isEnded: isEnded)
    }
}
