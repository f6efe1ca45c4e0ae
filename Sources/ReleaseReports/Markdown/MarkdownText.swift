/// Markdown in which everything put in by interpolation is made harmless.
///
/// As ``Markup`` for HTML: what stands between `\(` and `)` is text and stays text, on one line.
struct MarkdownText: Sendable, Hashable, ExpressibleByStringInterpolation {
    private(set) var text: String

    init(stringLiteral value: String) { text = value }

    init(stringInterpolation interpolation: StringInterpolation) { text = interpolation.text }

    /// Collects the parts of a literal.
    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity)
        }

        mutating func appendLiteral(_ literal: String) { text += literal }

        /// Text, escaped.
        mutating func appendInterpolation(_ words: String) { text += words.escapedForMarkdown }

        /// Text within a block of code, where nothing but the end of the line means anything.
        mutating func appendInterpolation(code words: String) { text += words.onOneLine }

        /// Markdown, as it is.
        mutating func appendInterpolation(_ markdown: MarkdownText) { text += markdown.text }
    }

    static func += (left: inout MarkdownText, right: MarkdownText) { left.text += right.text }
}

extension Sequence<MarkdownText> {
    /// All of it, one after the other.
    var joined: MarkdownText {
        reduce(into: "") { $0 += $1 }
    }
}

extension String {
    /// The text as Markdown shows it letter by letter.
    var escapedForMarkdown: String {
        var result = ""
        for character in onOneLine {
            if "\\`*_{}[]<>#|~&".contains(character) { result.append("\\") }
            result.append(character)
        }
        return result
    }

    /// The text with spaces for line breaks, and without control characters and those that turn
    /// the direction of what follows.
    var onOneLine: String {
        var result = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            switch scalar {
            case "\n", "\t", "\r", "\u{85}", "\u{2028}", "\u{2029}": result.append(" ")
            case _ where scalar.isHarmful: result.append("\u{FFFD}")
            default: result.append(scalar)
            }
        }
        return String(result)
    }
}
