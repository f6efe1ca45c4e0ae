import TerminalUI

extension Keymap {
    /// Panels, rows, and finding one.
    static let move: [Binding] = [
        Binding(.nextPanel, [.tab], "Tab", "next panel", .move, short: "panel", priority: 5),
        Binding(.previousPanel, [.backTab], "Shift-Tab", "previous panel", .move),
        Binding(.firstPanel, [.character("1")], "1", "criteria", .move, names: ["criteria"]),
        Binding(.secondPanel, [.character("2")], "2", "instances", .move, names: ["instances"]),
        Binding(.thirdPanel, [.character("3")], "3", "events", .move, names: ["events"]),
        Binding(
            .fourthPanel,
            [.character("4")],
            "4",
            "what changes on a command",
            .move,
            names: ["changes"]
        ),
        Binding(
            .down,
            [.character("j"), .down, .wheelDown],
            "j ↓",
            "next row",
            .move,
            short: "row",
            priority: 8
        ),
        Binding(.up, [.character("k"), .up, .wheelUp], "k ↑", "previous row", .move),
        Binding(.first, [.character("g"), .home], "g Home", "first row", .move),
        Binding(.last, [.character("G"), .end], "G End", "last row", .move),
        Binding(.halfPageDown, [.control("d"), .pageDown], "^d PgDn", "half a page down", .move),
        Binding(.halfPageUp, [.control("u"), .pageUp], "^u PgUp", "half a page up", .move),
        Binding(
            .open,
            [.enter],
            "Enter",
            "open the chosen row: an instance with its checks, a criterion's chart, an event",
            .move,
            names: ["open"],
            short: "open",
            priority: 7
        ),
        Binding(
            .zoom,
            [.character("z")],
            "z",
            "zoom the panel, again to leave",
            .move,
            names: ["zoom"],
            short: "zoom",
            priority: 6
        ),
        Binding(.close, [.escape], "Esc", "close what is open; never more than that", .move),
        Binding(
            .filter,
            [.character("/")],
            "/",
            "show only rows with these words; ! before them, only those without",
            .move,
            names: ["filter"],
            argument: .search,
            short: "filter",
            priority: 6
        ),
        Binding(.nextMatch, [.character("n")], "n", "next match", .move),
        Binding(.previousMatch, [.character("N")], "N", "previous match", .move),
        .word(
            .goTo,
            ["goto"],
            "the event and the values of that time of day, in UTC",
            .move,
            argument: .time
        ),
    ]
}
