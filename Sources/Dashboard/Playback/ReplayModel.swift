package import RolloutCore
package import TerminalUI

/// The whole state of one replay: the screens of a release as they were, and a playhead.
///
/// Pure, as ``DashboardModel`` is, which draws the screens. Without ``hasChrome`` the canvas is
/// that of the live dashboard at that moment, cell by cell.
package struct ReplayModel: Sendable {
    /// What lies over the screen and takes the keys.
    enum Overlay: Sendable, Hashable {
        case help(scroll: Int)
        /// A line that is being typed, and what it is for.
        case prompt(Prompt, String)
        case difference([DifferenceLine])
    }

    /// What a typed line is for.
    enum Prompt: Sendable, Hashable {
        case goTo
        case note
        case search
    }

    /// Lines after the playhead that are shown dimmed and can be chosen, at most.
    static let laterLines = 200

    /// Where it stands.
    package internal(set) var playback: Playback
    /// Whether the time line and the marks of a replay are drawn around the screen of the moment.
    package let hasChrome: Bool
    /// Columns and rows of the terminal.
    package internal(set) var size: Size

    /// The screen of the moment.
    var dashboard: DashboardModel
    var overlay: Overlay?
    var flash: Flash?
    /// The words last searched for.
    var words = ""
    /// Whose marks are made.
    let reviewer: String
    /// The reader's clock.
    var now: Timestamp
    /// The clock when time last passed.
    private var passed: Timestamp

    /// A replay that has shown nothing yet; ``begin()`` asks for the first state.
    ///
    /// - Parameters:
    ///   - playback: where it begins.
    ///   - dashboard: the screens, at the terminal's size.
    ///   - now: the time by the reader's clock.
    ///   - reviewer: whose marks are made.
    ///   - hasChrome: whether the time line is drawn.
    package init(
        _ playback: Playback,
        dashboard: DashboardModel,
        now: Timestamp,
        reviewer: String,
        hasChrome: Bool = true
    ) {
        self.playback = playback
        self.dashboard = dashboard
        self.now = now
        self.reviewer = reviewer
        self.hasChrome = hasChrome
        passed = now
        size = dashboard.size
        resize()
    }

    /// What has to be done before the first frame.
    package var beginning: [ReplayRequest] { [.show(playback.playhead)] }

    /// The place in the themes' names of the theme to present frames with.
    package var theme: Int { dashboard.theme }

    /// Takes in what happened, and answers with what is to be done outside, in order.
    package mutating func update(_ message: ReplayMessage) -> [ReplayRequest] {
        switch message {
        case .keyPressed(let press, let moment):
            now = max(now, moment)
            return take(press)
        case .clockTicked(let moment):
            return tick(moment)
        case .resized(let size):
            self.size = size
            resize()
        case .found(let moment):
            show(moment)
        case .compared(let from, let to):
            if let span = playback.span {
                overlay = .difference(DifferenceLine.lines(span.from, from, span.to, to))
            }
        case .notDone(let why):
            playback.pause()
            say(why, .fail)
        case .framePresented: break
        case .themeSuited(let place):
            _ = dashboard.update(.themeSuited(place))
        case .told(let words, let role):
            say(words, role)
        case .suspensionEnded(let time):
            now = now + time
            passed = now
            return [.redraw]
        }
        return []
    }

    private mutating func tick(_ moment: Timestamp) -> [ReplayRequest] {
        let span = moment - passed
        passed = moment
        now = moment
        if let until = flash?.until, until <= now { flash = nil }
        let before = playback.playhead
        // After a suspension or a stopped process, time did not pass for the reader.
        playback.pass(min(span, .seconds(1)))
        return playback.playhead == before ? [] : [.show(playback.playhead)]
    }

    private mutating func show(_ moment: Moment) {
        dashboard.show(moment, at: playback.playhead)
        guard hasChrome else { return }
        let seen = playback.linesSeen
        dashboard.playback = PlaybackView(
            asOf: playback.playhead,
            later: Array(playback.outline.lines.dropFirst(seen).prefix(Self.laterLines)),
            count: playback.outline.lines.count
        )
    }

    private mutating func resize() {
        let head = hasChrome ? ReplayHead.height(in: size) : 0
        dashboard.size = Size(width: size.width, height: size.height - head)
    }

    /// Shows a sentence in the last row.
    mutating func say(_ text: String, _ role: Role = .text) {
        flash = Flash(text: text, role: role, until: now + Flash.time)
    }
}
