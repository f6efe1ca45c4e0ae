/// Which rows of a panel are shown: those with some words in them, or those without.
struct RowFilter: Sendable, Hashable {
    /// As it was typed, with its `!`.
    let text: String
    /// Whether rows with the words are left out.
    let isInverse: Bool

    private let needle: String

    /// The filter; nil for words that would leave out nothing.
    init?(_ text: String) {
        let isInverse = text.hasPrefix("!")
        let needle = text.dropFirst(isInverse ? 1 : 0).lowercased()
        guard !needle.isEmpty else { return nil }
        self.text = text
        self.isInverse = isInverse
        self.needle = needle
    }

    /// Whether a row with that text is shown; capitals count as small letters.
    func shows(_ row: String) -> Bool { row.lowercased().contains(needle) != isInverse }
}
