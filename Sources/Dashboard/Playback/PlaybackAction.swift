/// What a key of a replay does; all others are the dashboard's own.
package enum PlaybackAction: String, Sendable, Hashable, CaseIterable {
    case play
    case slower
    case faster
    case back
    case forward
    case backFar
    case forwardFar
    case previousEvent
    case nextEvent
    case previousMark
    case nextMark
    case percent
    case beginning
    case end
    case goTo
    case idle
    case mark
    case difference
    case search
    case nextMatch
    case previousMatch
    case goToEvent
    case help
    case close
    case leave
}
