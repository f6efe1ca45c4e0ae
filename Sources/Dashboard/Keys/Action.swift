/// What a key does; every key of the dashboard is in ``Keymap`` with one of these.
package enum Action: String, Sendable, Hashable, CaseIterable {
    case pauseOrResume
    case advance
    case stepBack
    case rollBack
    case override

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
    case zoom
    case close

    case nextMetric
    case previousMetric
    case widerWindow
    case narrowerWindow
    case usualWindow
    case freeze
    case nextTheme
    case nextGlyphs

    case help
    case redraw
    case suspend
    case leave

    /// Whether it asks the steward for something; all others touch only this screen.
    package var touchesRelease: Bool {
        switch self {
        case .pauseOrResume, .advance, .stepBack, .rollBack, .override: true
        default: false
        }
    }
}
