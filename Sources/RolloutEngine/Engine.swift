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

    private let release: ReleaseID
    private let steward: Steward
    private let journal: any Journal
    private let world: World
    private let judge: any Judge
    private let time: any TimeSource
    private let log: Logger
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
        if let outcome = rollout.outcome { return .over(outcome) }
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

extension Engine {
    /// The loop's own state: the rollout, and when it last said that it lives.
    fileprivate struct Loop {
        let engine: Engine
        var rollout: Rollout
        let inbox: Inbox
        let runner: OperationRunner
        var lastHeartbeat: Timestamp?
        var failedLooks = 0

        mutating func run() async -> End {
            while !Task.isCancelled {
                for item in await inbox.next() {
                    if Task.isCancelled { return .cancelled }
                    do {
                        try await handle(item)
                    } catch let lost as LeaseLost {
                        return .leaseLost(lost.holder)
                    } catch {
                        return .cancelled
                    }
                    if let outcome = rollout.outcome { return .over(outcome) }
                }
            }
            return .cancelled
        }

        private mutating func handle(_ item: Inbox.Item) async throws {
            switch item {
            case .input(let input): try await handle(input, answering: nil)
            case .poll: try await lookAround()
            }
        }

        private mutating func handle(_ input: Input, answering row: Int64?) async throws {
            for entry in try await durable(input, answering: row) { rollout.apply(entry) }
            if case .observed(.finished(let operation)) = input { runner.settle(operation) }
            runner.reconcile(with: rollout)
        }

        /// What an input means, once that is written.
        ///
        /// Tries until it works: without a durable intent nothing may be done, and forgetting the
        /// input would be worse than waiting. Each try decides anew, because what was right before
        /// a long wait, such as opening a gate, need not be right after it.
        private func durable(_ input: Input, answering row: Int64?) async throws -> [Entry] {
            var failures = 0
            while true {
                let entries = entries(for: input)
                guard !entries.isEmpty || row != nil else { return [] }
                do {
                    try engine.journal.append(entries, answering: row)
                    return entries
                } catch let lost as LeaseLost {
                    throw lost
                } catch {
                    if failures % 40 == 0 {
                        engine.log.error(
                            """
                            the journal cannot be written; holding at \(rollout.split.asked): \
                            \(error)
                            """
                        )
                    }
                    failures += 1
                    try await engine.time.sleep(until: engine.time.now + Engine.journalRetry)
                }
            }
        }

        private func entries(for input: Input) -> [Entry] {
            let now = engine.time.now
            let events: [Event]
            do throws(Rejection) {
                events = try rollout.decide(input, at: now, judge: engine.judge)
            } catch {
                guard case .command(let command) = input else { return [] }
                events = [.rejected(command, error)]
            }
            return events.enumerated().map { offset, event in
                Entry(
                    release: engine.release,
                    sequence: rollout.sequence + 1 + offset,
                    at: now,
                    event: event
                )
            }
        }

        private mutating func lookAround() async throws {
            let now = engine.time.now
            do {
                if lastHeartbeat.map({ now >= $0 + Engine.heartbeatInterval }) ?? true {
                    try engine.journal.heartbeat()
                    lastHeartbeat = now
                    let watchers = try engine.journal.watchers()
                    try await handle(.observed(.watchers(watchers)), answering: nil)
                }
                for waiting in try engine.journal.waitingCommands(of: engine.release) {
                    try await handle(.command(waiting.command), answering: waiting.row)
                    if rollout.isOver { return }
                }
                failedLooks = 0
            } catch let lost as LeaseLost {
                throw lost
            } catch is CancellationError {
                throw CancellationError()
            } catch {
                // Looks come every 10 ms; said at once and then every 10 s.
                if failedLooks % 1_000 == 0 {
                    engine.log.error("the journal cannot be read: \(error)")
                }
                failedLooks += 1
            }
        }
    }
}
