package import TerminalUI

/// What a key of the history screen does.
package enum HistoryAction: String, Sendable, Hashable, CaseIterable {
    case replay
    case mark
    case compare
    case down
    case up
    case first
    case last
    case halfPageDown
    case halfPageUp
    case filter
    case nextMatch
    case previousMatch
    case nextOutcome
    case close
    case nextTheme
    case nextGlyphs
    case help
    case redraw
    case suspend
    case leave
}

/// Every key of the history screen, in one table: the loop, the key bar, the help and the README
/// are made from it.
package enum HistoryKeymap {
    /// All rows, in the order in which they are shown.
    package static let rows: [KeyRow<HistoryAction>] = [
        row(.replay, [.enter], "Enter", "replay the chosen release; q comes back", "replay", 0),
        row(
            .mark,
            [.character(" ")],
            "Space",
            "mark a release to compare, again to unmark",
            "mark",
            3
        ),
        row(.compare, [.character("c")], "c", "compare the two marked releases", "compare", 2),
        row(.filter, [.character("/")], "/", "show only releases with these words", "filter", 4),
        row(
            .nextOutcome,
            [.character("o")],
            "o",
            "show only releases that ended so; all",
            "outcome",
            5
        ),
        row(.down, [.character("j"), .down], "j ↓", "next release", "row", 7),
        row(.up, [.character("k"), .up], "k ↑", "previous release"),
        row(.first, [.character("g"), .home], "g Home", "newest release"),
        row(.last, [.character("G"), .end], "G End", "oldest release"),
        row(.halfPageDown, [.control("d"), .pageDown], "^d PgDn", "half a page down"),
        row(.halfPageUp, [.control("u"), .pageUp], "^u PgUp", "half a page up"),
        row(.nextMatch, [.character("n")], "n", "next release with these words"),
        row(.previousMatch, [.character("N")], "N", "previous release with these words"),
        row(.close, [.escape], "Esc", "close what is open, then the filter; never more than that"),
        row(.nextTheme, [.character("t")], "t", "next theme"),
        row(.nextGlyphs, [.character("u")], "u", "braille, blocks or ASCII"),
        row(.help, [.character("?"), .function(1)], "? F1", "this help", "help", 6),
        row(.redraw, [.control("l")], "^L", "draw everything again"),
        row(.suspend, [.control("z")], "^Z", "suspend; fg returns"),
        row(.leave, [.character("q"), .control("c")], "q ^C", "leave", "leave", 1),
    ]

    /// What a key does; nil for keys without meaning.
    package static func action(for key: Key) -> HistoryAction? { byKey[key]?.action }

    /// The table as Markdown, for the README; a test compares the two.
    package static var readmeTable: String { KeyRow.readmeTable(rows) }

    private static let byKey = KeyRow.byKey(rows)

    private static func row(
        _ action: HistoryAction,
        _ keys: [Key],
        _ label: String,
        _ title: String,
        _ short: String? = nil,
        _ priority: Int = 9
    ) -> KeyRow<HistoryAction> {
        KeyRow(action, keys, label, title, short: short, priority: priority)
    }
}
