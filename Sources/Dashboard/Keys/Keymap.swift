package import TerminalUI

/// Every key of the dashboard, in one table.
///
/// The loop reads keys with it, and key bar, help and the table in the README are made from it,
/// so none of them can be out of date. Only capitals touch the release, because the small
/// letters are vim's and less's, and people type those without looking.
package enum Keymap {
    /// All rows, in the order in which they are shown.
    package static let bindings: [Binding] = release + move + view + session

    /// What a key does; nil for keys without meaning.
    package static func binding(for key: Key) -> Binding? { byKey[key] }

    /// The row of an action.
    package static func binding(of action: Action) -> Binding? {
        bindings.first { $0.action == action }
    }

    /// The table as Markdown, for the README; a test compares the two.
    package static var readmeTable: String {
        let head = ["| Key | What it does |", "|---|---|"]
        let rows = Binding.Group.allCases.flatMap { group in
            ["| **\(group.rawValue)** | |"]
                + bindings.filter { $0.group == group }.map { binding in
                    let keys = binding.label.split(separator: " ").map { "`\($0)`" }
                    return "| \(keys.joined(separator: " ")) | \(binding.title) |"
                }
        }
        return (head + rows).joined(separator: "\n")
    }

    private static let byKey: [Key: Binding] = Dictionary(
        bindings.flatMap { binding in binding.keys.map { ($0, binding) } },
        uniquingKeysWith: { first, _ in first }
    )

    private static let release: [Binding] = [
        Binding(
            .pauseOrResume,
            [.character("P")],
            "P",
            "pause, or resume after a pause",
            .release,
            short: "pause",
            priority: 1
        ),
        Binding(
            .advance,
            [.character("A")],
            "A",
            "advance: open the gate, skip what is left of a wait",
            .release,
            short: "advance",
            priority: 1,
            isDangerous: true
        ),
        Binding(
            .stepBack,
            [.character("B")],
            "B",
            "step back one weight",
            .release,
            short: "step back",
            priority: 2,
            isDangerous: true
        ),
        Binding(
            .rollBack,
            [.character("R")],
            "R",
            "roll back: all traffic to stable",
            .release,
            short: "roll back",
            priority: 0,
            isDangerous: true
        ),
        Binding(
            .override,
            [.character("O")],
            "O",
            "advance past a criterion that is worse; asks for a reason",
            .release,
            short: "override",
            priority: 4,
            isDangerous: true
        ),
    ]

    private static let move: [Binding] = [
        Binding(
            .nextPanel,
            [.tab],
            "Tab",
            "next panel",
            .move,
            short: "panel",
            priority: 5
        ),
        Binding(.previousPanel, [.backTab], "Shift-Tab", "previous panel", .move),
        Binding(.firstPanel, [.character("1")], "1", "criteria", .move),
        Binding(.secondPanel, [.character("2")], "2", "instances", .move),
        Binding(.thirdPanel, [.character("3")], "3", "events", .move),
        Binding(.fourthPanel, [.character("4")], "4", "what changes on a command", .move),
        Binding(
            .down,
            [.character("j"), .down, .wheelDown],
            "j ↓",
            "next row",
            .move,
            short: "row",
            priority: 7
        ),
        Binding(.up, [.character("k"), .up, .wheelUp], "k ↑", "previous row", .move),
        Binding(.first, [.character("g"), .home], "g Home", "first row", .move),
        Binding(.last, [.character("G"), .end], "G End", "last row", .move),
        Binding(.halfPageDown, [.control("d"), .pageDown], "^d PgDn", "half a page down", .move),
        Binding(.halfPageUp, [.control("u"), .pageUp], "^u PgUp", "half a page up", .move),
        Binding(
            .zoom,
            [.character("z")],
            "z",
            "zoom the panel, again to leave",
            .move,
            short: "zoom",
            priority: 6
        ),
        Binding(.close, [.escape], "Esc", "close what is open; never more than that", .move),
    ]

    private static let view: [Binding] = [
        Binding(
            .nextMetric,
            [.character(">"), .right],
            "> →",
            "next metric in the chart",
            .view,
            short: "metric",
            priority: 8
        ),
        Binding(
            .previousMetric,
            [.character("<"), .left],
            "< ←",
            "previous metric in the chart",
            .view
        ),
        Binding(.widerWindow, [.character("+")], "+", "more time in the charts", .view),
        Binding(.narrowerWindow, [.character("-")], "-", "less time in the charts", .view),
        Binding(
            .usualWindow,
            [.character("=")],
            "=",
            "the usual time: the whole release, at most 5 minutes",
            .view
        ),
        Binding(
            .freeze,
            [.character("f")],
            "f",
            "freeze this screen, never the release",
            .view,
            short: "freeze",
            priority: 9
        ),
        Binding(.nextTheme, [.character("t")], "t", "next theme", .view),
        Binding(.nextGlyphs, [.character("u")], "u", "braille, blocks or ASCII", .view),
    ]

    private static let session: [Binding] = [
        Binding(
            .help,
            [.character("?"), .function(1)],
            "? F1",
            "this help",
            .session,
            short: "help",
            priority: 3
        ),
        Binding(.redraw, [.control("l")], "^L", "draw everything again", .session),
        Binding(.suspend, [.control("z")], "^Z", "suspend; fg returns", .session),
        Binding(
            .leave,
            [.character("q"), .control("c")],
            "q ^C",
            "leave; the release goes on",
            .session,
            short: "leave",
            priority: 3
        ),
    ]
}
