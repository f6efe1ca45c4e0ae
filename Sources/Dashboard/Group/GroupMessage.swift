package import RolloutCore
package import TerminalUI

/// What happened, told to the screen of a group.
package enum GroupMessage: Sendable {
    /// New entries of the group, in their order.
    case entriesArrived([GroupEntry])
    /// New entries of one component's release, in their order.
    case componentEntriesArrived(ComponentName, [Entry])
    /// A person pressed a key at that moment.
    case keyPressed(KeyPress, at: Timestamp)
    /// Time passed; sent once a second.
    case clockTicked(Timestamp)
    /// The terminal has another size.
    case resized(Size)
    /// A frame reached the terminal; what people answer, they have seen.
    case framePresented(at: Timestamp)
    /// Somebody looked at the lease of the group.
    case stewardSeen(Stewardship)
    /// The theme of that place among the names suits the terminal better.
    case themeSuited(Int)
    /// Something beside the group is to be told, such as a theme that was read again.
    case told(String, Role)
    /// The screen is back after a suspension of that length.
    case suspensionEnded(after: Duration)
    /// The last command could not be put into the journal; the words say why.
    case commandNotSent(String)
}

/// What the screen of a group wants done outside of itself.
package enum GroupRequest: Sendable, Hashable {
    /// Put a command for the whole into the group's journal.
    case send(Command.Verb, reason: String?)
    /// Show that component's own dashboard, then come back.
    case open(ComponentName)
    /// Leave; the group goes on.
    case leave
    /// Give the terminal back until the process is continued.
    case suspend
    /// Draw every cell again.
    case redraw
    /// Ring the terminal's bell, once.
    case ringBell
}
