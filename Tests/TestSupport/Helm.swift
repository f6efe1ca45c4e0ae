package import RolloutEngine
package import RolloutSimulation
import Synchronization

/// A steward at work in a trial, which can be cut off at any instant.
package final class Helm: Sendable {
    /// The steward's hands; ``Stewardship/end()`` is what `kill -9` is to a process.
    package let stewardship: Stewardship
    private let task: Task<Engine.End?, Never>
    private let executor: HeldExecutor
    private let over = Flag()

    init(engine: Engine, stewardship: Stewardship, executor: HeldExecutor) {
        self.stewardship = stewardship
        self.executor = executor
        task = Task(executorPreference: executor) { [over] in
            defer { over.raise() }
            return try? await engine.run()
        }
    }

    /// Whether its engine's loop has returned.
    package var isOver: Bool { over.isRaised }

    /// How its engine's loop ended, once it has; nil when it threw.
    package var end: Engine.End? {
        get async {
            executor.runUntilIdle()
            return await task.value
        }
    }

    /// Cuts the steward off and waits until its loop is gone, as after `kill -9`.
    package func kill() async {
        stewardship.end()
        task.cancel()
        executor.runUntilIdle()
        _ = await task.value
    }

    /// Asks the loop to end in good order, as on TERM.
    package func cancel() { task.cancel() }
}

/// Something that becomes true once.
final class Flag: Sendable {
    private let state = Mutex(false)

    func raise() { state.withLock { $0 = true } }

    var isRaised: Bool { state.withLock { $0 } }
}
