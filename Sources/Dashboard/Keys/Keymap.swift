package import TerminalUI

/// Every key of the dashboard and every word of its command line, in one table.
///
/// The loop reads keys and words with it, and key bar, help and the table in the README are made
/// from it, so none of them can be out of date. Only capitals touch the release, because the small
/// letters are vim's and less's, and people type those without looking.
package enum Keymap {
    /// All rows, in the order in which they are shown.
    package static let bindings: [Binding] = release + move + view + session

    /// What a key does; nil for keys without meaning.
    package static func binding(for key: Key) -> Binding? { byKey[key] }

    /// What a word of the command line does; nil for words without meaning.
    package static func binding(named name: String) -> Binding? { byName[name] }

    /// The row of an action.
    package static func binding(of action: Action) -> Binding? { byAction[action] }

    /// The first word of every row that has one, in order.
    package static let names: [String] = bindings.compactMap(\.names.first)

    /// Every word there is, other spellings as well.
    static let allNames: [String] = bindings.flatMap(\.names)

    /// The table as Markdown, for the README; a test compares the two.
    package static var readmeTable: String {
        let head = ["| Key | After `:` | What it does |", "|---|---|---|"]
        let rows = Binding.Group.allCases.flatMap { group in
            ["| **\(group.rawValue)** | | |"]
                + bindings.filter { $0.group == group }.map { binding in
                    let keys = binding.label.split(separator: " ").map { "`\($0)`" }
                    let words = binding.usage.split(separator: "|").joined(separator: "\\|")
                    return "| \(keys.joined(separator: " ")) | "
                        + (words.isEmpty ? "" : "`\(words)` ") + "| \(binding.title) |"
                }
        }
        return (head + rows).joined(separator: "\n")
    }

    private static let byKey: [Key: Binding] = Dictionary(
        bindings.flatMap { binding in binding.keys.map { ($0, binding) } },
        uniquingKeysWith: { first, _ in first }
    )

    private static let byName: [String: Binding] = Dictionary(
        bindings.flatMap { binding in binding.names.map { ($0, binding) } },
        uniquingKeysWith: { first, _ in first }
    )

    private static let byAction: [Action: Binding] = Dictionary(
        bindings.map { ($0.action, $0) },
        uniquingKeysWith: { first, _ in first }
    )
}
