package import RolloutCore
package import TerminalUI

/// What happened, told to a dashboard.
package enum Message: Sendable {
    /// New entries were read from the journal, in their order.
    case entriesArrived([Entry])
    /// A person pressed a key at that moment.
    case keyPressed(KeyPress, at: Timestamp)
    /// Time passed; sent once a second, and nothing on the screen moves without it.
    case clockTicked(Timestamp)
    /// The terminal has another size.
    case resized(Size)
    /// A frame reached the terminal; what people answer, they have seen.
    case framePresented(at: Timestamp)
    /// Somebody looked at the lease.
    case stewardSeen(Stewardship)
    /// The steward answered the command with that verb; what it answered is in the entries.
    case commandAnswered(Command.Verb)
    /// The last command could not be put into the journal; the words say why.
    case commandNotSent(String)
    /// The theme of that place among the names suits the terminal better.
    case themeSuited(Int)
    /// Something beside the release is to be told, such as a theme that was read again or a copy
    /// that was made.
    case told(String, Role)
    /// The screen is back after a suspension of that length.
    case suspensionEnded(after: Duration)
}

/// Whether somebody steers the release, as the lease and the process table tell.
package enum Stewardship: Sendable, Hashable {
    /// Nobody has looked yet.
    case unknown
    /// Its process runs and was last heard from then.
    case alive(heardAt: Timestamp)
    /// Its process is gone, or was not heard from for longer than its lease lasts.
    case gone(since: Timestamp)
}
