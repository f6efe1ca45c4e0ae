package import Logging
package import RolloutCore

/// The loop of the steward: decide, append, apply, reconcile.
///
/// One input after the other, in that order and no other: nothing outside is touched before its
/// intent is durable. When the journal cannot be written, nothing is folded and nothing is begun;
/// the loop waits and tries the same entries again. When the lease is another's, it ends at once.
package struct Engine: Sendable {
    /// What ended the loop.
    package enum End: Sendable, Equatable {
        /// The release is over.
        case over(Outcome)
        /// Another steward has the lease, in words.
        case leaseLost(String)
        /// The task was cancelled; the release goes on when a steward takes it up again.
        case cancelled
    }

    /// Between two looks for commands: with the reader's own 10 ms this keeps a key under 50 ms.
    package static let pollInterval = Duration.milliseconds(10)
    /// Between two signs of life.
    package static let heartbeatInterval = Duration.seconds(1)
    /// Between two tries of a journal that could not be written.
    package static let journalRetry = Duration.milliseconds(250)

    let release: ReleaseID
    private let steward: Steward
    let journal: any Journal
    private let world: World
    let judge: any Judge
    let time: any TimeSource
    let log: Logger
    private let executor: (any TaskExecutor)?

    /// A steward's engine for one release.
    ///
    /// Its operations run on `executor`; on the usual threads when that is nil.
    package init(
        release: ReleaseID,
        steward: Steward,
        journal: any Journal,
        world: World,
        judge: any Judge,
        time: any TimeSource,
        log: Logger,
        executor: (any TaskExecutor)? = nil
    ) {
        self.release = release
        self.steward = steward
        self.journal = journal
        self.world = world
        self.judge = judge
        self.time = time
        self.log = log
        self.executor = executor
    }

    /// Steers the release from where its entries leave it to its end.
    ///
    /// After a crash at any point, calling this again on the same journal continues to the same
    /// end: the world is looked at anew, and what is outstanding is asked for again.
    /// - Throws: when the journal's entries cannot be read at all.
    package func run() async throws -> End {
        let entries = try journal.entries(of: release)
        guard let rollout = Rollout(folding: entries) else {
            throw Failure(.conflict, "release \(release) has no entries", isRetryable: false)
        }
        if let outcome = rollout.outcome, rollout.isSettled { return .over(outcome) }
        let inbox = Inbox()
        let runner = OperationRunner(world: world, inbox: inbox, time: time, executor: executor)
        defer { runner.cancelAll() }
        var loop = Loop(engine: self, rollout: rollout, inbox: inbox, runner: runner)
        inbox.offer(.input(.steward(steward)))
        return await withTaskGroup(of: Void.self) { group in
            group.addTask { await poll(into: inbox) }
            defer { group.cancelAll() }
            return await loop.run()
        }
    }

    private func poll(into inbox: Inbox) async {
        while (try? await time.sleep(until: time.now + Self.pollInterval)) != nil {
            inbox.offer(.poll)
        }
        // A cancelled engine has to hear of it although nothing else may arrive.
        inbox.offer(.poll)
    }
}
