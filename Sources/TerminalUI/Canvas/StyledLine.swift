/// One line of text in several styles.
package struct StyledLine: Hashable, Sendable, ExpressibleByStringInterpolation {
    /// Text in one style.
    package struct Span: Hashable, Sendable {
        /// The characters.
        package let text: String
        /// How all of them are drawn.
        package let style: Style

        /// Makes a span.
        package init(_ text: String, _ style: Style = .text) {
            self.text = text
            self.style = style
        }
    }

    /// The parts from left to right.
    package var spans: [Span]

    /// A line made of parts.
    package init(_ spans: [Span]) { self.spans = spans }

    /// A line in one style.
    package init(_ text: String, _ style: Style = .text) { spans = [Span(text, style)] }

    /// A line in the ordinary style.
    package init(stringLiteral value: String) { self.init(value) }

    /// A line without text.
    package static let empty = StyledLine([])

    /// Columns taken when nothing is cut.
    package var columns: Int { spans.reduce(0) { $0 + TextWidth.columns(of: $1.text) } }

    /// The characters without their styles.
    package var text: String { spans.map(\.text).joined() }

    /// Whether there is nothing to see.
    package var isEmpty: Bool { spans.allSatisfy { $0.text.isEmpty } }

    /// One line after the other.
    package static func + (left: StyledLine, right: StyledLine) -> StyledLine {
        StyledLine(left.spans + right.spans)
    }

    /// Adds a line at the end.
    package static func += (left: inout StyledLine, right: StyledLine) {
        left.spans += right.spans
    }

    /// Adds text in a style at the end.
    package mutating func append(_ text: String, _ style: Style = .text) {
        spans.append(Span(text, style))
    }

    /// The same text with every style changed.
    package func restyled(_ change: (Style) -> Style) -> StyledLine {
        StyledLine(spans.map { Span($0.text, change($0.style)) })
    }

    /// The line cut to so many columns, with `…` in the last one if something was cut.
    package func truncated(to limit: Int) -> StyledLine {
        guard columns > limit else { return self }
        var free = limit
        var kept: [Span] = []
        for span in spans where free > 0 {
            let width = TextWidth.columns(of: span.text)
            if width < free {
                kept.append(span)
                free -= width
            } else {
                // One column more than fits, so that the cut is marked in this span.
                let text = span.text.truncated(to: free, isCut: true)
                kept.append(Span(text, span.style))
                free = 0
            }
        }
        return StyledLine(kept)
    }
}
