import Foundation

/// A file of counts, read piece by piece from its beginning, as often as wanted.
///
/// CSV or JSON lines, by the first character that is no space; see ``CSVHeader`` and ``JSONRow``.
struct CountFile: Sendable {
    /// Bytes read at a time.
    private static let piece = 1 << 18

    let path: String
    /// The canary's share where the file has none, 0 through 1.
    var weight: Double?
    /// Whether its counts are running totals.
    var areTotals = false

    /// Hands over each second in its order; gives back what was repaired.
    ///
    /// - Throws: what is wrong with the file, with its place, or what `body` throws.
    func forEachSecond(_ body: (FileSecond) throws -> Void) throws -> Repairs {
        var reader = CountReader(weight: weight, areTotals: areTotals)
        guard let handle = FileHandle(forReadingAtPath: path) else {
            throw NotDone("not judged: \(path) cannot be read. Nothing was done.")
        }
        defer { try? handle.close() }
        do {
            while let piece = try handle.read(upToCount: Self.piece), !piece.isEmpty {
                for second in try reader.take([UInt8](piece)) { try body(second) }
            }
            for second in try reader.finish() { try body(second) }
        } catch let problem as CountFileProblem {
            throw ConfigProblems(
                file: path,
                [ConfigProblem(position: problem.position, sentence: problem.sentence)]
            )
        }
        return reader.repairs
    }
}
