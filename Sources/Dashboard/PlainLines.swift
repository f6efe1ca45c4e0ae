package import RolloutCore

/// Entries as lines of text, for runs without a terminal and for CI logs.
///
/// One line for each change, no cursor moves, no colours; measurements make no lines. A refused
/// preflight has a line for every check that failed.
package struct PlainLines: Sendable {
    private var source = EventLines()

    /// The beginning of a release's lines.
    package init() {}

    /// The lines of one entry, in the order they are to be printed; often none.
    ///
    /// Entries before the release's first make no lines, because nobody knows their plan.
    package mutating func lines(for entry: Entry) -> [String] {
        guard let line = source.line(for: entry) else { return [] }
        let mark = Self.marks.contains(line.glyph) ? "\(line.glyph == "✗" ? "!" : line.glyph) " : ""
        var lines = ["\(line.at.clock)Z \(mark)\(line.sentence)"]
        if case .preflightFinished(let checks, _) = entry.event {
            lines += checks.filter { !$0.passed }.map { "  \($0.name): \($0.finding)" }
        }
        // What is not tried again is for a person, and the detail says what they can do.
        if case .operationFailed(_, let failure, _, nil) = entry.event, !failure.detail.isEmpty {
            lines.append("  \(failure.detail)")
        }
        return lines
    }

    /// Glyphs that ask for attention; the others only repeat the words.
    private static let marks: Set<Character> = ["!", "✗"]
}
