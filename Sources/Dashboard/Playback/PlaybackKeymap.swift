package import TerminalUI

/// One row of a replay's key table.
package struct PlaybackBinding: Sendable, Hashable {
    /// What it does.
    package let action: PlaybackAction
    /// The keys, any of them.
    package let keys: [Key]
    /// The keys as a person reads them.
    package let label: String
    /// What happens, in a few words.
    package let title: String
    /// The word in the key bar; nil keeps it out of the bar.
    package let short: String?
    /// Which entries of the bar stay longest; 0 always.
    package let priority: Int

    fileprivate init(
        _ action: PlaybackAction,
        _ keys: [Key],
        _ label: String,
        _ title: String,
        short: String? = nil,
        priority: Int = 5
    ) {
        self.action = action
        self.keys = keys
        self.label = label
        self.title = title
        self.short = short
        self.priority = priority
    }
}

/// The keys that only a replay has, in one table: bar, help and README are made from it.
///
/// Every other key does what it does on a live screen, but nothing touches a release.
package enum PlaybackKeymap {
    /// All rows, in the order in which they are shown.
    package static let bindings: [PlaybackBinding] = [
        PlaybackBinding(
            .play,
            [.character(" ")],
            "Space",
            "play, or pause",
            short: "play",
            priority: 0
        ),
        PlaybackBinding(
            .back,
            [.left],
            "←",
            "5 s back; Shift ← a tenth of the whole",
            short: "5 s",
            priority: 1
        ),
        PlaybackBinding(.backFar, [.shiftLeft], "S-←", "a tenth of the whole back"),
        PlaybackBinding(
            .forward,
            [.right],
            "→",
            "5 s on; Shift → a tenth of the whole",
            priority: 1
        ),
        PlaybackBinding(.forwardFar, [.shiftRight], "S-→", "a tenth of the whole on"),
        PlaybackBinding(
            .previousEvent,
            [.character(",")],
            ",",
            "the event before",
            short: "event",
            priority: 2
        ),
        PlaybackBinding(.nextEvent, [.character(".")], ".", "the next event"),
        PlaybackBinding(
            .previousMark,
            [.character("[")],
            "[",
            "the mark before: a shift, a trouble, or one of yours",
            short: "mark",
            priority: 2
        ),
        PlaybackBinding(.nextMark, [.character("]")], "]", "the next mark"),
        PlaybackBinding(
            .percent,
            (0...9).map { .character(Character("\($0)")) },
            "0-9",
            "0 to 90% of the whole",
            short: "%",
            priority: 4
        ),
        PlaybackBinding(
            .slower,
            [.character("<")],
            "<",
            "play slower, down to a quarter",
            short: "speed",
            priority: 3
        ),
        PlaybackBinding(.faster, [.character(">")], ">", "play faster, up to 64 times"),
        PlaybackBinding(
            .idle,
            [.character("i")],
            "i",
            "cut time without an event to 5 s, or show all of it",
            short: "idle",
            priority: 4
        ),
        PlaybackBinding(
            .mark,
            [.character("m")],
            "m",
            "mark this moment with a note, kept beside the recording",
            short: "mark here",
            priority: 4
        ),
        PlaybackBinding(
            .goTo,
            [.character(":")],
            ":",
            "go to a moment: 14:03:21, +08:14, -10, 50%",
            short: "goto",
            priority: 3
        ),
        PlaybackBinding(.beginning, [.character("g"), .home], "g", "the beginning"),
        PlaybackBinding(.end, [.character("G"), .end], "G", "the end"),
        PlaybackBinding(
            .difference,
            [.character("d")],
            "d",
            "what differs between the two marks around this moment",
            short: "difference",
            priority: 5
        ),
        PlaybackBinding(
            .search,
            [.character("/")],
            "/",
            "go to the next event with some words; n N next, previous",
            short: "search",
            priority: 4
        ),
        PlaybackBinding(.nextMatch, [.character("n")], "n", "the next event with those words"),
        PlaybackBinding(
            .previousMatch,
            [.character("N")],
            "N",
            "the event before with those words"
        ),
        PlaybackBinding(
            .goToEvent,
            [.enter],
            "Enter",
            "go to the event that is selected in the list"
        ),
        PlaybackBinding(
            .help,
            [.character("?"), .function(1)],
            "?",
            "this help",
            short: "help",
            priority: 1
        ),
        PlaybackBinding(.close, [.escape], "Esc", "close what is open; never anything else"),
        PlaybackBinding(
            .leave,
            [.character("q")],
            "q",
            "leave",
            short: "leave",
            priority: 1
        ),
    ]

    /// What a key does in a replay; nil for keys that are the dashboard's.
    package static func binding(for key: Key) -> PlaybackBinding? { byKey[key] }

    /// The table as Markdown, for the README; a test compares the two.
    package static var readmeTable: String {
        (["| Key | What it does in a replay |", "|---|---|"]
            + bindings.map { "| `\($0.label)` | \($0.title) |" }).joined(separator: "\n")
    }

    private static let byKey: [Key: PlaybackBinding] = Dictionary(
        bindings.flatMap { binding in binding.keys.map { ($0, binding) } },
        uniquingKeysWith: { first, _ in first }
    )
}
