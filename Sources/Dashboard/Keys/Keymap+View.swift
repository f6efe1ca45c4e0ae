import TerminalUI

extension Keymap {
    /// How things are shown.
    static let view: [Binding] = [
        Binding(
            .nextMetric,
            [.character(">")],
            ">",
            "next metric in the chart",
            .view,
            names: ["metric"],
            argument: .metric,
            short: "metric",
            priority: 9
        ),
        Binding(
            .previousMetric,
            [.character("<")],
            "<",
            "previous metric in the chart",
            .view
        ),
        Binding(
            .cursorLeft,
            [.left],
            "←",
            "values of earlier seconds in the charts; Esc lets go",
            .view
        ),
        Binding(.cursorRight, [.right], "→", "values of later seconds in the charts", .view),
        Binding(.widerWindow, [.character("+")], "+", "more time in the charts", .view),
        Binding(.narrowerWindow, [.character("-")], "-", "less time in the charts", .view),
        Binding(
            .usualWindow,
            [.character("=")],
            "=",
            "the usual time: the whole release, at most 5 minutes",
            .view,
            names: ["window"],
            argument: .choice(ViewState.windowNames)
        ),
        Binding(
            .sort,
            [.character("s")],
            "s",
            "sort instances by the next column",
            .view,
            names: ["sort"],
            argument: .choice(InstanceSort.allCases.map(\.rawValue))
        ),
        Binding(.reverseSort, [.character("S")], "S", "the other way round", .view),
        Binding(
            .freeze,
            [.character("f")],
            "f",
            "freeze this screen, never the release",
            .view,
            names: ["freeze"],
            short: "freeze",
            priority: 9
        ),
        Binding(
            .nextTheme,
            [.character("t")],
            "t",
            "next theme",
            .view,
            names: ["theme"],
            argument: .theme
        ),
        Binding(
            .nextGlyphs,
            [.character("u")],
            "u",
            "braille, blocks or ASCII",
            .view,
            names: ["glyphs"],
            argument: .choice(GlyphSet.allCases.map(\.rawValue))
        ),
    ]
}
