package import RolloutCore
import RolloutEngine
import Synchronization

/// A clock that stands still until it is told to move.
///
/// Who sleeps wakes in the order of their moments, so that an hour of a release takes as long as
/// its decisions take.
package final class HeldClock: TimeSource {
    private struct Sleeper {
        var id: Int
        var until: Timestamp
        var continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var now: Timestamp
        var nextID = 0
        var sleepers: [Sleeper] = []
        var cancelledEarly: Set<Int> = []
    }

    private let state: Mutex<State>

    /// A clock that shows `now` until it is moved.
    package init(now: Timestamp = Timestamp(seconds: 1_800_000_000)) {
        state = Mutex(State(now: now))
    }

    package var now: Timestamp { state.withLock(\.now) }

    /// Moves the clock and wakes everybody whose moment came; does nothing for a past moment.
    package func advance(to moment: Timestamp) {
        let due = state.withLock { state -> [Sleeper] in
            state.now = max(state.now, moment)
            let now = state.now
            let due = state.sleepers.filter { $0.until <= now }
            state.sleepers.removeAll { $0.until <= now }
            return due.sorted { ($0.until, $0.id) < ($1.until, $1.id) }
        }
        for sleeper in due { sleeper.continuation.resume() }
    }

    /// Moves the clock by `span` in one step.
    package func advance(by span: Duration) {
        advance(to: now + span)
    }

    package func sleep(until moment: Timestamp) async throws {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                enter(Sleeper(id: id, until: moment, continuation: continuation))
            }
        } onCancel: {
            cancel(id)
        }
    }

    private func enter(_ sleeper: Sleeper) {
        let answer = state.withLock { state -> Result<Void, any Error>? in
            if state.cancelledEarly.remove(sleeper.id) != nil {
                return .failure(CancellationError())
            }
            if sleeper.until <= state.now { return .success(()) }
            state.sleepers.append(sleeper)
            return nil
        }
        if let answer { sleeper.continuation.resume(with: answer) }
    }

    private func cancel(_ id: Int) {
        let sleeper = state.withLock { state -> Sleeper? in
            guard let place = state.sleepers.firstIndex(where: { $0.id == id }) else {
                state.cancelledEarly.insert(id)
                return nil
            }
            return state.sleepers.remove(at: place)
        }
        sleeper?.continuation.resume(throwing: CancellationError())
    }
}
