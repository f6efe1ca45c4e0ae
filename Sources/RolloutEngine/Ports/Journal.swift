package import RolloutCore

/// A command as it waits in the journal for the steward's answer.
package struct WaitingCommand: Sendable, Hashable {
    /// Its row, rising.
    package var row: Int64
    /// The wish.
    package var command: Command

    /// A command with its row.
    package init(row: Int64, command: Command) {
        self.row = row
        self.command = command
    }
}

/// Where the steward's entries are kept, by whoever holds the lease.
///
/// All calls come from the engine's loop, one at a time.
package protocol Journal: Sendable {
    /// The entries of the release so far, in order of sequence.
    func entries(of release: ReleaseID) throws -> [Entry]

    /// Writes the entries in one transaction that is durable when the call returns, and marks the
    /// command they answer as answered.
    ///
    /// - Throws: when they could not be made durable, or when this steward's lease is gone (then
    ///   another one steers, and this one must not act any more). Nothing was written then.
    func append(_ entries: [Entry], answering row: Int64?) throws

    /// Commands nobody has answered yet, oldest first.
    func waitingCommands(of release: ReleaseID) throws -> [WaitingCommand]

    /// How many dashboards have said within the last seconds that they watch.
    func watchers() throws -> Int

    /// Says that this steward lives.
    ///
    /// - Throws: when the lease is gone.
    func heartbeat() throws
}

/// The lease is another's; this steward must not act any more.
package struct LeaseLost: Error, Sendable {
    /// Whose it is, in words.
    package var holder: String

    /// A lost lease, and to whom.
    package init(holder: String) { self.holder = holder }
}
