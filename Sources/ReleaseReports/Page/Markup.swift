/// HTML text in which everything put in by interpolation is made harmless.
///
/// A literal is markup, written here; a string between `\(` and `)` is text of somebody else and
/// is escaped, so that a label or a reason can never become an element, an attribute or a script.
struct Markup: Sendable, Hashable, ExpressibleByStringInterpolation {
    private(set) var text: String

    init(stringLiteral value: String) { text = value }

    init(stringInterpolation interpolation: StringInterpolation) { text = interpolation.text }

    /// No markup.
    static let empty = Markup(stringLiteral: "")

    /// Collects the parts of a literal.
    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity)
        }

        mutating func appendLiteral(_ literal: String) { text += literal }

        /// Text, escaped.
        mutating func appendInterpolation(_ words: String) { text += words.escapedForHTML }

        /// Text of people or other programs in any script, which cannot turn round what stands
        /// beside it.
        mutating func appendInterpolation(free words: String) {
            text += "<bdi>" + words.escapedForHTML + "</bdi>"
        }

        /// A number.
        mutating func appendInterpolation(_ number: Int) { text += String(number) }

        /// A share of a whole as a percentage for a style, `12.34%`.
        mutating func appendInterpolation(percent share: Double) {
            text += Coordinate.text(share * 100) + "%"
        }

        /// Markup, as it is.
        mutating func appendInterpolation(_ markup: Markup) { text += markup.text }
    }

    static func += (left: inout Markup, right: Markup) { left.text += right.text }
}

extension Sequence<Markup> {
    /// All of it, one after the other.
    var joined: Markup {
        reduce(into: .empty) { $0 += $1 }
    }
}

extension String {
    /// The text without what HTML would take for markup, without control characters, and without
    /// the characters that turn the direction of what follows.
    var escapedForHTML: String {
        var result = ""
        result.reserveCapacity(utf8.count)
        for scalar in unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            case "\t": result += " "
            case _ where scalar.isHarmful: result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

extension Unicode.Scalar {
    /// Whether it is a control character, or overrides the direction of text.
    var isHarmful: Bool {
        switch value {
        case 0x0A: false
        case 0x00...0x1F, 0x7F...0x9F: true
        case 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}

/// Numbers in places of a drawing.
enum Coordinate {
    /// With two decimals at most, and never more than a drawing can use.
    static func text(_ value: Double) -> String {
        guard value.isFinite else { return "0" }
        let hundredths = Int((min(max(value, -1e6), 1e6) * 100).rounded())
        guard hundredths % 100 != 0 else { return "\(hundredths / 100)" }
        let sign = hundredths < 0 ? "-" : ""
        let fraction = (hundredths.magnitude % 100).twoDigits
        let digits = fraction.hasSuffix("0") ? String(fraction.dropLast()) : fraction
        return "\(sign)\(hundredths.magnitude / 100).\(digits)"
    }
}
