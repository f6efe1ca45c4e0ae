import RolloutCore
import TerminalUI

/// The panels keys can be moved to.
enum PanelName: Int, Sendable, Hashable, CaseIterable {
    case criteria = 1
    case instances
    case events
    case changes
}

/// What a person did to the screen: where the keys go, what is selected, how much time is shown.
struct ViewState: Sendable, Hashable {
    /// Spans the charts can show, the shortest first.
    static let windows: [Duration] = [60, 120, 300, 900, 1_800, 3_600].map { .seconds($0) }
    /// The longest span chosen without a person, as a place in ``windows``.
    static let usualWindow = 2
    /// The spans as they are typed.
    static let windowNames = ["1m", "2m", "5m", "15m", "30m", "1h"]
    /// Most lines of the command line kept.
    static let rememberedLines = 50

    /// The panel the keys move in.
    var focus = PanelName.criteria
    /// Whether that panel has the whole screen.
    var isZoomed = false
    /// The selected criterion; nil selects none.
    var metric: MetricName?
    /// The selected instance; nil selects none.
    var instance: InstanceID?
    /// The sequence of the selected event; nil follows the newest.
    var event: Int?
    /// The first line of the changes panel, the help or a box in view.
    var scroll = 0
    /// What the rows of a panel are searched for.
    var filters: [PanelName: RowFilter] = [:]
    /// What the help is searched for.
    var helpSearch = ""
    /// What instances are sorted by.
    var sort = InstanceSort.state
    /// Whether they are sorted the other way round.
    var isSortReversed = false
    /// The second whose values the charts name; nil names the present ones.
    var cursor: Timestamp?
    /// What was typed into the command line, the newest last.
    private(set) var typed: [String] = []
    /// The metric the single chart shows; nil shows the one nearest its limit.
    var charted: MetricName?
    /// The place of the charts' span in ``windows``; nil follows the release's age.
    var window: Int?
    /// The place of the theme among those there are.
    var theme = 0
    /// Which characters are drawn.
    var glyphs: GlyphSet

    init(glyphs: GlyphSet) { self.glyphs = glyphs }

    /// Keeps a line of the command line; one that is typed again moves to the end.
    mutating func remember(_ line: String) {
        typed.removeAll { $0 == line }
        typed.append(line)
        if typed.count > Self.rememberedLines { typed.removeFirst() }
    }

    /// The place of the span in ``windows`` for a release of that age: the shortest that shows all
    /// of it, so that a young release does not stand at the edge of an empty chart.
    func window(for age: Duration) -> Int {
        window ?? Self.windows[..<Self.usualWindow].firstIndex { $0 >= age } ?? Self.usualWindow
    }
}

/// What lies over the screen and takes the keys.
enum Overlay: Sendable, Hashable {
    /// The help.
    case help
    /// A command that waits for `y`.
    case confirmation(Confirmation)
    /// An override that waits for its reason.
    case reason(String)
    /// All there is of one instance.
    case instance(InstanceID)
    /// All there is of the event with that sequence.
    case event(Int)
    /// A line that is being typed at the foot of the screen.
    case prompt(Prompt)
}

/// A command on the way, shown to a person before it is sent.
struct Confirmation: Sendable, Hashable {
    /// How long a box is seen before `y` counts, so that nobody answers what they did not read.
    static let leastTime: Duration = .milliseconds(300)

    /// What would be sent.
    var verb: Command.Verb
    /// Why, for an override.
    var reason: String?
    /// The revision of the state that the box describes, and that is sent with the command.
    var seen: Int
    /// When the box with this content reached the terminal; nil while it has not.
    var drawnAt: Timestamp?
    /// Whether the content changed under the reader's eyes.
    var hasMoved = false

    /// Whether `y` at that moment is an answer to what was on the screen.
    func accepts(at moment: Timestamp) -> Bool {
        guard let drawnAt else { return false }
        return moment - drawnAt >= Self.leastTime
    }
}

/// The answer to the last key, shown for a few seconds.
struct Flash: Sendable, Hashable {
    /// How long it stays.
    static let time: Duration = .seconds(8)

    /// The words.
    var text: String
    /// How serious it is.
    var role: Role
    /// When it goes.
    var until: Timestamp
}

/// Something a person should have seen, shown until they say so.
struct Alert: Sendable, Hashable {
    /// What happened, in the words of its event.
    var text: String
    /// How serious it is.
    var role: Role
    /// When it happened.
    var at: Timestamp
}

/// A command that was sent and not answered yet.
struct Asked: Sendable, Hashable {
    /// What was asked.
    var verb: Command.Verb
    /// When.
    var at: Timestamp
}
