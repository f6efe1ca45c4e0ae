package import RolloutCore
import Synchronization

/// What a simulated receiver of notifications does instead of taking one.
package enum ReceiverFault: Sendable, Hashable {
    /// It answers 503 and has not taken it.
    case overloaded
    /// It answers 400 and will not take it at any time.
    case refuses
    /// It says nothing, and has not taken it.
    case silent
    /// It takes it, and its answer is not heard in time.
    case unheard
    /// It cannot be reached, which the checks see too.
    case absent
}

/// Those who are told of releases, in memory.
package final class SimulatedReceivers: Sendable {
    private struct State {
        var faults: [Int: (fault: ReceiverFault, left: Int)] = [:]
        var messages: [Notification] = []
        var deliveries: [String: Int] = [:]
        var tries: [String: Int] = [:]
        var first: [String: Notification] = [:]
        var altered: Set<String> = []
    }

    /// How long an answer takes.
    package let latency: Duration
    let clock: HeldClock
    private let state = Mutex(State())

    /// Receivers that take everything.
    package init(latency: Duration, clock: HeldClock) {
        self.latency = latency
        self.clock = clock
    }

    /// Has the receiver at that place of the plan do that with the next tries, instead of what it
    /// was to do before.
    package func fault(_ receiver: Int, _ fault: ReceiverFault, times: Int = 1) {
        state.withLock { $0.faults[receiver] = times > 0 ? (fault, times) : nil }
    }

    /// What arrived, once per id, in order.
    package var messages: [Notification] { state.withLock(\.messages) }

    /// How often the message of that id arrived.
    package func deliveries(of id: String) -> Int { state.withLock { $0.deliveries[id] ?? 0 } }

    /// Ids under which different messages came.
    var altered: Set<String> { state.withLock(\.altered) }

    /// How often somebody tried to send the message of that id.
    package func tries(of id: String) -> Int { state.withLock { $0.tries[id] ?? 0 } }

    func isPresent(_ receiver: Int) -> Bool {
        state.withLock { $0.faults[receiver]?.fault != .absent }
    }

    /// Has the message arrive unless something is the matter, and returns what is.
    func take(_ message: Notification) -> ReceiverFault? {
        state.withLock { state in
            state.tries[message.id, default: 0] += 1
            let first = state.first[message.id, default: message]
            state.first[message.id] = first
            if first != message { state.altered.insert(message.id) }
            let found = state.faults[message.receiver]
            if let (fault, left) = found {
                state.faults[message.receiver] = left > 1 ? (fault, left - 1) : nil
            }
            guard found == nil || found?.fault == .unheard else { return found?.fault }
            state.deliveries[message.id, default: 0] += 1
            if state.deliveries[message.id] == 1 { state.messages.append(message) }
            return found?.fault
        }
    }
}
