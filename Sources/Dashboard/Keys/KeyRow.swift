package import TerminalUI

/// One row of the key table of a screen that steers no release by itself.
///
/// What the table of the live screen has beyond it is in ``Binding``.
package struct KeyRow<Action: Sendable & Hashable>: Sendable, Hashable {
    /// What it does.
    package let action: Action
    /// The keys, any of them; none for what is only typed as a word.
    package let keys: [Key]
    /// The keys as a person reads them, such as `j ↓`; empty without keys.
    package let label: String
    /// What happens, in a few words.
    package let title: String
    /// The word of the command line; empty where the screen has none for it.
    package let name: String
    /// What may follow the word, as help shows it; empty when nothing may.
    package let argument: String
    /// The word in the key bar; nil keeps it out of the bar.
    package let short: String?
    /// Which entries of the bar stay longest; 0 always.
    package let priority: Int

    init(
        _ action: Action,
        _ keys: [Key],
        _ label: String,
        _ title: String,
        name: String = "",
        argument: String = "",
        short: String? = nil,
        priority: Int = 9
    ) {
        self.action = action
        self.keys = keys
        self.label = label
        self.title = title
        self.name = name
        self.argument = argument
        self.short = short
        self.priority = priority
    }

    /// The first of the keys, as a key bar names it.
    var firstLabel: String { label.split(separator: " ").first.map(String.init) ?? label }

    /// The word with what may follow it.
    var usage: String { argument.isEmpty ? name : "\(name) \(argument)" }

    /// What each key does.
    static func byKey(_ rows: [KeyRow]) -> [Key: KeyRow] {
        Dictionary(
            rows.flatMap { row in row.keys.map { ($0, row) } },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// The rows as a Markdown table; with a column of words where any row has one.
    static func readmeTable(_ rows: [KeyRow]) -> String {
        let hasWords = rows.contains { !$0.name.isEmpty }
        let head =
            hasWords
            ? ["| Key | After `:` | What it does |", "|---|---|---|"]
            : ["| Key | What it does |", "|---|---|"]
        let lines = rows.map { row in
            let keys = row.label.split(separator: " ").map { "`\($0)`" }.joined(separator: " ")
            let word = row.usage.isEmpty ? "" : "`\(row.usage.replacing("|", with: "\\|"))` "
            return "| \(keys) | " + (hasWords ? "\(word)| " : "") + "\(row.title) |"
        }
        return (head + lines).joined(separator: "\n")
    }
}
