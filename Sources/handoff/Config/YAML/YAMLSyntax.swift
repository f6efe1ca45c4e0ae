import Yams

/// Says in an operator's words why a text is no YAML.
///
/// The parser's own words are kept as the fact seen; what to do about it is ours.
enum YAMLSyntax {
    /// What to do about the parser's most frequent complaints; found by a part of its words.
    private static let advice: [(complaint: String, hint: String)] = [
        (
            "found character that cannot start any token",
            "Indent with spaces instead of tabs, and put texts that begin with `@`, `%` or a "
                + "backtick in quotes"
        ),
        (
            "mapping values are not allowed",
            "Look at the indentation, and put a text that contains `: ` in quotes"
        ),
        ("could not find expected ':'", "Write `key: value`, with a space after the colon"),
        ("did not find expected key", "Keys of one section begin in the same column"),
        ("did not find expected ',' or ']'", "A list that begins with `[` ends with `]`"),
        ("did not find expected ',' or '}'", "A section that begins with `{` ends with `}`"),
        ("found unexpected end of stream", "A quote or bracket that was opened is not closed"),
        ("found undefined alias", "Anchors and aliases are not read: write the value out"),
        ("another document", "Write one plan a file: remove what follows `---`"),
        ("found a tab character", "Indent with spaces"),
        ("Maximum nesting level", "Nest less deeply; is it the right file"),
        ("control characters are not allowed", "Remove what cannot be seen at this place"),
    ]

    /// The problem behind an error of the parser.
    static func problem(_ error: any Error, in text: String) -> ConfigProblem {
        switch error {
        case YamlError.scanner(_, let complaint, let mark, _),
            YamlError.parser(_, let complaint, let mark, _),
            YamlError.composer(_, let complaint, let mark, _):
            ConfigProblem(position: Position(mark), sentence: sentence(complaint))
        case YamlError.reader(let complaint, let offset, _, _):
            ConfigProblem(
                position: offset.map { position(of: $0, in: text) } ?? .start,
                sentence: sentence(complaint)
            )
        default:
            ConfigProblem(position: .start, sentence: sentence("\(error)"))
        }
    }

    private static func sentence(_ complaint: String) -> String {
        let fact = complaint.hasPrefix("but ") ? String(complaint.dropFirst(4)) : complaint
        let hint = advice.first { complaint.contains($0.complaint) }?.hint
        return "this is not YAML, so nothing behind it was read: \(fact)."
            + (hint.map { " \($0)." } ?? "")
    }

    private static func position(of offset: Int, in text: String) -> Position {
        var position = Position.start
        for character in text.prefix(offset) {
            if character.isNewline {
                position.line += 1
                position.column = 1
            } else {
                position.column += character.unicodeScalars.count
            }
        }
        return position
    }
}
