/// What may follow a word of the command line.
package enum WordArgument: Sendable, Hashable {
    /// Nothing.
    case none
    /// A reason for the record, in free words; may be left out.
    case reason
    /// Words that must be there: a note.
    case note
    /// What to look for; nothing shows all rows again.
    case search
    /// One of these words.
    case choice([String])
    /// The name of a theme there is.
    case theme
    /// The name of a criterion's metric.
    case metric
    /// A time of day in UTC, `14:03` or `14:03:21`.
    case time

    /// As help shows it behind the word.
    package var placeholder: String {
        switch self {
        case .none: ""
        case .reason: "[WHY]"
        case .note: "WORDS"
        case .search: "[WORDS]"
        case .choice(let words) where words.count > 3:
            "\(words[0])|…|\(words[words.count - 1])"
        case .choice(let words): words.joined(separator: "|")
        case .theme: "[NAME]"
        case .metric: "[NAME]"
        case .time: "TIME"
        }
    }
}
