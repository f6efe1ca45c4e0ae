package import RolloutCore

/// Entries as lines of text, for runs without a terminal and for CI logs.
///
/// One line for each change, no cursor moves, no colours; measurements make no lines. A refused
/// preflight has a line for every check that failed.
package struct PlainLines: Sendable {
    private var plan: Plan?

    /// The beginning of a release's lines.
    package init() {}

    /// The lines of one entry, in the order they are to be printed; often none.
    ///
    /// - Precondition: none; entries before the release's first make no lines, because nobody
    ///   knows the plan they belong to.
    package mutating func lines(for entry: Entry) -> [String] {
        if case .releaseStarted(let start) = entry.event { plan = start.plan }
        guard let plan, let line = EventLine(entry, plan: plan) else { return [] }
        let mark = Self.marks.contains(line.glyph) ? "\(line.glyph == "✗" ? "!" : line.glyph) " : ""
        var lines = ["\(line.at.clock)Z \(mark)\(line.sentence)"]
        if case .preflightFinished(let checks) = entry.event {
            lines += checks.filter { !$0.passed }.map { "  \($0.name): \($0.finding)" }
        }
        return lines
    }

    /// Glyphs that ask for attention; the others only repeat the words.
    private static let marks: Set<Character> = ["!", "✗"]
}
