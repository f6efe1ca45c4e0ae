package import RolloutCore

/// What became of a command.
package enum CommandFate: Sendable, Hashable {
    /// No steward has answered yet; there may be none.
    case waiting
    /// It was carried out; the entries it led to, none when things were so already.
    case accepted([Entry])
    /// It was refused, in those words.
    case rejected(Rejection)
    /// The release ended before anybody answered.
    case tooLate
}
