package import TerminalUI

/// One row of the key table: which keys and which words do what, and what people are told about it.
package struct Binding: Sendable, Hashable {
    /// What belongs together on the help screen.
    package enum Group: String, Sendable, Hashable, CaseIterable {
        /// The only keys that touch the release.
        case release = "Release"
        /// Panels and rows.
        case move = "Move"
        /// How things are shown.
        case view = "View"
        /// This screen as a program.
        case session = "Session"
    }

    /// What it does.
    package let action: Action
    /// The keys, any of them; none for what is only typed as a word.
    package let keys: [Key]
    /// The keys as a person reads them, such as `j ↓`; empty without keys.
    package let label: String
    /// What happens, in a few words.
    package let title: String
    /// The words of the command line, the first one shown; the same as of the `handoff` command
    /// where that has one.
    package let names: [String]
    /// What may follow the word.
    package let argument: WordArgument
    /// The word in the key bar; nil keeps it out of the bar.
    package let short: String?
    /// Where it stands in help.
    package let group: Group
    /// Which entries of the bar stay longest; 0 always.
    package let priority: Int
    /// Whether a box asks before anything is sent.
    package let isDangerous: Bool

    init(
        _ action: Action,
        _ keys: [Key],
        _ label: String,
        _ title: String,
        _ group: Group,
        names: [String] = [],
        argument: WordArgument = .none,
        short: String? = nil,
        priority: Int = 5,
        isDangerous: Bool = false
    ) {
        self.action = action
        self.keys = keys
        self.label = label
        self.title = title
        self.names = names
        self.argument = argument
        self.short = short
        self.group = group
        self.priority = priority
        self.isDangerous = isDangerous
    }

    /// A row without keys.
    static func word(
        _ action: Action,
        _ names: [String],
        _ title: String,
        _ group: Group,
        argument: WordArgument = .none,
        isDangerous: Bool = false
    ) -> Binding {
        Binding(
            action,
            [],
            "",
            title,
            group,
            names: names,
            argument: argument,
            isDangerous: isDangerous
        )
    }

    /// The first word with what may follow it, `window 1m|5m`; empty without words.
    package var usage: String {
        guard let name = names.first else { return "" }
        return argument.placeholder.isEmpty ? name : "\(name) \(argument.placeholder)"
    }
}
