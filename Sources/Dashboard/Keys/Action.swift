/// What a key or a word of the command line does; every one has a row in ``Keymap``.
package enum Action: String, Sendable, Hashable, CaseIterable {
    case pauseOrResume
    case advance
    case stepBack
    case rollBack
    case override
    case pause
    case resume
    case holdWarm
    case releaseWarm
    case contract
    case annotate

    case nextPanel
    case previousPanel
    case firstPanel
    case secondPanel
    case thirdPanel
    case fourthPanel
    case down
    case up
    case first
    case last
    case halfPageDown
    case halfPageUp
    case open
    case zoom
    case close
    case filter
    case nextMatch
    case previousMatch
    case goTo

    case nextMetric
    case previousMetric
    case cursorLeft
    case cursorRight
    case widerWindow
    case narrowerWindow
    case usualWindow
    case sort
    case reverseSort
    case freeze
    case nextTheme
    case nextGlyphs

    case acknowledge
    case copyRow
    case writeScreen
    case commandLine
    case help
    case redraw
    case suspend
    case leave

    /// Whether it asks the steward for something; all others touch only this screen.
    package var touchesRelease: Bool {
        switch self {
        case .pauseOrResume, .advance, .stepBack, .rollBack, .override, .pause, .resume, .holdWarm,
            .releaseWarm, .contract, .annotate:
            true
        default: false
        }
    }
}
