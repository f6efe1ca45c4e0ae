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
    /// A frame reached the terminal; nothing here waits for that.
    case framePresented(at: Timestamp)
    /// The theme of that place among the names suits the terminal better.
    case themeSuited(Int)
    /// Something beside the recording is to be told, such as a theme that was read again.
    case told(String, Role)
    /// The screen is back after a suspension of that length.
    case suspensionEnded(after: Duration)
}

/// What a replay wants done outside of itself.
package enum ReplayRequest: Sendable, Equatable {
    /// The state at that moment.
    case show(Timestamp)
    /// The states at two moments.
    case compare(Timestamp, Timestamp)
    /// Keep these marks beside the recording.
    case keep([Bookmark])
    /// Put this text where it can be pasted from; ``ReplayMessage/told(_:_:)`` says where.
    case copy(String)
    /// Write this frame to files, and say where with ``ReplayMessage/told(_:_:)``.
    case write(Canvas)
    /// Leave.
    case leave
    /// Give the terminal back until the process is continued.
    case suspend
    /// Draw every cell again.
    case redraw
}
