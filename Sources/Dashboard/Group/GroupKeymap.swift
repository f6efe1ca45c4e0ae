package import TerminalUI

/// What a key or a word of a group's screen does.
package enum GroupAction: String, Sendable, Hashable, CaseIterable {
    case pauseOrResume
    case pause
    case resume
    case rollBack
    case open
    case down
    case up
    case first
    case last
    case filter
    case close
    case nextTheme
    case nextGlyphs
    case commandLine
    case help
    case redraw
    case suspend
    case leave
}

/// Every key and every word of a group's screen, in one table: the loop, the command line, the key
/// bar, the help and the README are made from it.
package enum GroupKeymap {
    /// All rows, in the order in which they are shown.
    package static let rows: [KeyRow<GroupAction>] = [
        KeyRow(
            .pauseOrResume,
            [.character("P")],
            "P",
            "pause all, or resume all after a pause",
            short: "pause all",
            priority: 1
        ),
        KeyRow(.pause, [], "", "start nothing more and pause all", name: "pause", argument: why),
        KeyRow(.resume, [], "", "go on with all after a pause", name: "resume"),
        KeyRow(
            .rollBack,
            [.character("R")],
            "R",
            "roll all back, those that depend on others first; asks first",
            name: "rollback",
            argument: why,
            short: "roll all back",
            priority: 0
        ),
        KeyRow(
            .open,
            [.enter],
            "Enter",
            "the dashboard of the chosen component; q comes back",
            name: "open",
            argument: "[COMPONENT]",
            short: "open",
            priority: 2
        ),
        KeyRow(
            .down,
            [.character("j"), .down],
            "j ↓",
            "next component",
            short: "row",
            priority: 4
        ),
        KeyRow(.up, [.character("k"), .up], "k ↑", "previous component"),
        KeyRow(.first, [.character("g"), .home], "g Home", "first component"),
        KeyRow(.last, [.character("G"), .end], "G End", "last component"),
        KeyRow(
            .filter,
            [.character("/")],
            "/",
            "show only events with these words; ! before them, only those without",
            name: "filter",
            argument: "[WORDS]",
            short: "filter",
            priority: 5
        ),
        KeyRow(.close, [.escape], "Esc", "close what is open; never more than that"),
        KeyRow(
            .nextTheme,
            [.character("t")],
            "t",
            "next theme",
            name: "theme",
            argument: "[NAME]",
            short: "theme",
            priority: 7
        ),
        KeyRow(
            .nextGlyphs,
            [.character("u")],
            "u",
            "braille, blocks or ASCII",
            name: "glyphs",
            argument: GlyphSet.allCases.map(\.rawValue).joined(separator: "|"),
            short: "glyphs",
            priority: 8
        ),
        KeyRow(
            .commandLine,
            [.character(":"), .control("p")],
            ": ^P",
            "command line: the words of the handoff command; Tab completes, ↑ goes back",
            short: "command",
            priority: 6
        ),
        KeyRow(
            .help,
            [.character("?"), .function(1)],
            "? F1",
            "this help",
            name: "help",
            short: "help",
            priority: 5
        ),
        KeyRow(.redraw, [.control("l")], "^L", "draw everything again", name: "redraw"),
        KeyRow(.suspend, [.control("z")], "^Z", "suspend; fg returns", name: "suspend"),
        KeyRow(
            .leave,
            [.character("q"), .control("c")],
            "q ^C",
            "leave; the group goes on",
            name: "quit",
            short: "leave",
            priority: 3
        ),
    ]

    private static let why = "[WHY]"

    /// What a key does; nil for keys without meaning.
    package static func action(for key: Key) -> GroupAction? { byKey[key]?.action }

    /// What a word of the command line does; nil for words without meaning.
    package static func row(named name: String) -> KeyRow<GroupAction>? {
        rows.first { !$0.name.isEmpty && $0.name == name }
    }

    /// Every word of the command line, in order.
    package static let names: [String] = rows.map(\.name).filter { !$0.isEmpty }

    /// The table as Markdown, for the README; a test compares the two.
    package static var readmeTable: String { KeyRow.readmeTable(rows) }

    private static let byKey = KeyRow.byKey(rows)
}
