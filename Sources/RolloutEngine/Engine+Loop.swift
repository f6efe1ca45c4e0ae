import Logging
import RolloutCore

extension Engine {
    /// The loop's own state: the rollout, and when it last said that it lives.
    struct Loop {
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
                    if let outcome = rollout.outcome, rollout.isSettled {
                        answerLastCommands()
                        return .over(outcome)
                    }
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

        /// Tells who asked for something in the last moment that the release is over.
        ///
        /// Tried once: a journal that cannot be written any more keeps no release from its end.
        private mutating func answerLastCommands() {
            let commands = try? engine.journal.waitingCommands(of: engine.release)
            for waiting in commands ?? [] {
                let entries = entries(for: .command(waiting.command))
                guard (try? engine.journal.append(entries, answering: waiting.row)) != nil
                else { return }
                for entry in entries { rollout.apply(entry) }
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
                    if rollout.isSettled { return }
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
