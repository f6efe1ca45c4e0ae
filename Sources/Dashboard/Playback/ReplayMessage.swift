package import RolloutCore
package import TerminalUI

/// What happened, told to a replay.
package enum ReplayMessage: Sendable {
    /// A person pressed a key at that moment of their own clock.
    case keyPressed(KeyPress, at: Timestamp)
    /// Time passed at the reader's clock.
    case clockTicked(Timestamp)
    /// The terminal has another size.
    case resized(Size)
    /// The state that was asked for with ``ReplayRequest/show(_:)``.
    case found(Moment)
    /// The two states that were asked for with ``ReplayRequest/compare(_:_:)``.
    case compared(Moment, Moment)
    /// What was asked for could not be had; the words say why.
    case notDone(String)
    /// The screen is back after a suspension.
    case suspensionEnded
}

/// What a replay wants done outside of itself.
package enum ReplayRequest: Sendable, Hashable {
    /// The state at that moment.
    case show(Timestamp)
    /// The states at two moments.
    case compare(Timestamp, Timestamp)
    /// Keep these marks beside the recording.
    case keep([Bookmark])
    /// Leave.
    case leave
    /// Give the terminal back until the process is continued.
    case suspend
    /// Draw every cell again.
    case redraw
}
