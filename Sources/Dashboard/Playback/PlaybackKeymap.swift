package import TerminalUI

/// The keys that only a replay has, in one table: bar, help and README are made from it.
///
/// Every other key does what it does on a live screen, but nothing touches a release.
package enum PlaybackKeymap {
    /// All rows, in the order in which they are shown.
    package static let bindings: [KeyRow<PlaybackAction>] = [
        KeyRow(
            .play,
            [.character(" ")],
            "Space",
            "play, or pause",
            short: "play",
            priority: 0
        ),
        KeyRow(
            .back,
            [.left],
            "←",
            "5 s back; Shift ← a tenth of the whole",
            short: "5 s",
            priority: 1
        ),
        KeyRow(.backFar, [.shiftLeft], "S-←", "a tenth of the whole back"),
        KeyRow(
            .forward,
            [.right],
            "→",
            "5 s on; Shift → a tenth of the whole",
            priority: 1
        ),
        KeyRow(.forwardFar, [.shiftRight], "S-→", "a tenth of the whole on"),
        KeyRow(
            .previousEvent,
            [.character(",")],
            ",",
            "the event before",
            short: "event",
            priority: 2
        ),
        KeyRow(.nextEvent, [.character(".")], ".", "the next event"),
        KeyRow(
            .previousMark,
            [.character("[")],
            "[",
            "the mark before: a shift, a trouble, or one of yours",
            short: "mark",
            priority: 2
        ),
        KeyRow(.nextMark, [.character("]")], "]", "the next mark"),
        KeyRow(
            .percent,
            (0...9).map { .character(Character("\($0)")) },
            "0-9",
            "0 to 90% of the whole",
            short: "%",
            priority: 4
        ),
        KeyRow(
            .slower,
            [.character("<")],
            "<",
            "play slower, down to a quarter",
            short: "speed",
            priority: 3
        ),
        KeyRow(.faster, [.character(">")], ">", "play faster, up to 64 times"),
        KeyRow(
            .idle,
            [.character("i")],
            "i",
            "cut time without an event to 5 s, or show all of it",
            short: "idle",
            priority: 4
        ),
        KeyRow(
            .mark,
            [.character("m")],
            "m",
            "mark this moment with a note, kept beside the recording",
            short: "mark here",
            priority: 4
        ),
        KeyRow(
            .goTo,
            [.character(":")],
            ":",
            "go to a moment: 14:03:21, +08:14, -10, 50%",
            short: "goto",
            priority: 3
        ),
        KeyRow(.beginning, [.character("g"), .home], "g", "the beginning"),
        KeyRow(.end, [.character("G"), .end], "G", "the end"),
        KeyRow(
            .difference,
            [.character("d")],
            "d",
            "what differs between the two marks around this moment",
            short: "difference",
            priority: 5
        ),
        KeyRow(
            .search,
            [.character("/")],
            "/",
            "go to the next event with some words; n N next, previous",
            short: "search",
            priority: 4
        ),
        KeyRow(.nextMatch, [.character("n")], "n", "the next event with those words"),
        KeyRow(
            .previousMatch,
            [.character("N")],
            "N",
            "the event before with those words"
        ),
        KeyRow(
            .goToEvent,
            [.enter],
            "Enter",
            "go to the event that is selected in the list"
        ),
        KeyRow(
            .help,
            [.character("?"), .function(1)],
            "?",
            "this help",
            short: "help",
            priority: 1
        ),
        KeyRow(.close, [.escape], "Esc", "close what is open; never anything else"),
        KeyRow(
            .leave,
            [.character("q")],
            "q",
            "leave",
            short: "leave",
            priority: 1
        ),
    ]

    /// What a key does in a replay; nil for keys that are the dashboard's.
    package static func binding(for key: Key) -> KeyRow<PlaybackAction>? { byKey[key] }

    /// The table as Markdown, for the README; a test compares the two.
    package static var readmeTable: String { KeyRow.readmeTable(bindings) }

    private static let byKey = KeyRow.byKey(bindings)
}
