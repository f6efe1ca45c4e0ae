package import RolloutCore
package import TerminalUI

/// What a dashboard wants done outside of itself.
package enum Request: Sendable, Equatable {
    /// Put a command into the journal, with the revision of the state the person saw.
    case send(Command.Verb, reason: String?, seen: Int)
    /// Leave; the release goes on.
    case leave
    /// Give the terminal back until the process is continued.
    case suspend
    /// Draw every cell again, whatever is thought to be on the terminal.
    case redraw
    /// Ring the terminal's bell, once.
    case ringBell
    /// Entries are missing: read the journal again from the one after this sequence.
    case readEntries(after: Int)
    /// Put this text where it can be pasted from; ``Message/told(_:_:)`` says where.
    case copy(String)
    /// Write this frame to files, and say where with ``Message/told(_:_:)``.
    case write(Canvas)
}
