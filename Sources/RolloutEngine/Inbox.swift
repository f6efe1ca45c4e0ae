package import RolloutCore
import Synchronization

/// What waits for the engine's loop: a queue with a bound and one consumer.
///
/// Everything that arrives from outside waits here and is handled on the loop's own schedule, one
/// after the other. When it is full the oldest sample gives way; commands, failures and changes of
/// state never do, and of them there are only as many as there are operations.
package final class Inbox: Sendable {
    /// One thing to handle.
    package enum Item: Sendable {
        /// Something for the core.
        case input(Input)
        /// Time to look for commands and to say that the steward lives.
        case poll
    }

    /// Items kept at most before samples give way.
    package static let capacity = 4_096

    private struct State {
        var items: [Item] = []
        var waiter: CheckedContinuation<Void, Never>?
        var isPolling = false
        var droppedSamples = 0
    }

    private let state = Mutex(State())

    /// An empty inbox.
    package init() {}

    /// Samples that gave way since the inbox was made.
    package var droppedSamples: Int { state.withLock(\.droppedSamples) }

    /// Puts an item last.
    ///
    /// Never waits; may be called from any thread.
    package func offer(_ item: Item) {
        let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
            if case .poll = item {
                // One look for commands answers all that were asked for meanwhile.
                if state.isPolling { return nil }
                state.isPolling = true
            }
            if state.items.count >= Self.capacity { Self.makeRoom(&state) }
            state.items.append(item)
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume()
    }

    /// Everything that waits, oldest first; waits until there is something.
    package func next() async -> [Item] {
        while true {
            let items = state.withLock { state -> [Item] in
                defer {
                    state.items.removeAll(keepingCapacity: true)
                    state.isPolling = false
                }
                return state.items
            }
            if !items.isEmpty { return items }
            await withCheckedContinuation { continuation in
                let resume = state.withLock { state -> Bool in
                    if !state.items.isEmpty { return true }
                    state.waiter = continuation
                    return false
                }
                if resume { continuation.resume() }
            }
        }
    }

    private static func makeRoom(_ state: inout State) {
        let oldest = state.items.firstIndex { item in
            if case .input(.observed(.sample)) = item { true } else { false }
        }
        guard let oldest else { return }
        state.items.remove(at: oldest)
        state.droppedSamples += 1
    }
}
