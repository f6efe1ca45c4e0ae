import Dispatch
import Foundation
import RolloutCore
import Synchronization

/// Does blocking work on a thread of its own, and waits for it no longer than the limit or until
/// this task is cancelled; nil then.
///
/// Work that is late goes on to its own end, and nobody learns what came of it: only for looking.
package func onOwnThread<Value: Sendable>(
    within limit: Duration,
    _ work: @escaping @Sendable () -> Value
) async -> Value? {
    let first = FirstAnswer<Value>()
    return await withTaskCancellationHandler {
        await withCheckedContinuation { continuation in
            first.expect(continuation)
            Thread.detachNewThread { first.give(work()) }
            let microseconds = Int(max(0, limit.wholeMicroseconds))
            DispatchQueue.global().asyncAfter(deadline: .now() + .microseconds(microseconds)) {
                first.give(nil)
            }
        }
    } onCancel: {
        first.give(nil)
    }
}

/// Hands on the first of several answers.
private final class FirstAnswer<Value: Sendable>: Sendable {
    private enum State {
        case open
        case expected(CheckedContinuation<Value?, Never>)
        case given
    }

    private let state = Mutex(State.open)

    func expect(_ continuation: CheckedContinuation<Value?, Never>) {
        let isLate = state.withLock { state in
            guard case .open = state else { return true }
            state = .expected(continuation)
            return false
        }
        if isLate { continuation.resume(returning: nil) }
    }

    func give(_ value: Value?) {
        let waiting = state.withLock { state -> CheckedContinuation<Value?, Never>? in
            defer { state = .given }
            if case .expected(let continuation) = state { return continuation }
            return nil
        }
        waiting?.resume(returning: value)
    }
}
