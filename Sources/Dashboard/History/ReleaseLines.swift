package import RolloutCore

/// Turns the entries of one release into lines, for reports and exports, in the dashboard's words.
///
/// What is no news makes no line, as on the screen.
package struct ReleaseLines: Sendable {
    private var source = EventLines()

    /// The beginning of a release's lines.
    package init() {}

    /// The line of the next entry; nil for what makes none.
    package mutating func line(for entry: Entry) -> EventLine? { source.line(for: entry) }
}
