import Synchronization

/// The bound on database connections: who wants one waits here, for a limited time.
///
/// The pool underneath would let callers wait for ever, and a page that waits for ever is
/// worse than one that says it cannot be served now.
final class Checkouts: Sendable {
    /// No connection came free in time.
    struct TimedOut: Error, Equatable {
        let limit: Int
    }

    private struct State {
        var used = 0
        var lastWaiter = 0
        /// In order of arrival.
        var waiting: [(id: Int, granted: CheckedContinuation<Bool, Never>)] = []
    }

    let limit: Int
    private let patience: Duration
    private let state = Mutex(State())

    /// - Parameters:
    ///   - limit: Connections that may be out at the same time.
    ///   - patience: How long a caller waits for one before it gives up.
    init(limit: Int, patience: Duration = .seconds(2)) {
        self.limit = limit
        self.patience = patience
    }

    /// Connections that are out now.
    var used: Int { state.withLock { $0.used } }

    /// Runs `body` with the right to use one connection.
    func withConnection<Value>(_ body: () async throws -> Value) async throws -> Value {
        try await checkOut()
        defer { giveBack() }
        return try await body()
    }

    /// Takes the right to use one connection, to be given back by ``giveBack()``.
    func checkOut() async throws {
        if takeFree() { return }
        guard await waitInLine() else { throw TimedOut(limit: limit) }
    }

    func giveBack() {
        let next = state.withLock { state -> CheckedContinuation<Bool, Never>? in
            guard !state.waiting.isEmpty else {
                state.used -= 1
                return nil
            }
            return state.waiting.removeFirst().granted
        }
        next?.resume(returning: true)
    }

    private func takeFree() -> Bool {
        state.withLock { state in
            guard state.used < limit else { return false }
            state.used += 1
            return true
        }
    }

    private func waitInLine() async -> Bool {
        let id = state.withLock { state in
            state.lastWaiter += 1
            return state.lastWaiter
        }
        return await withTaskGroup(of: Bool.self) { group in
            group.addTask { await self.turn(of: id) }
            group.addTask {
                try? await Task.sleep(for: self.patience)
                return false
            }
            let isFirst = await group.next() ?? false
            if isFirst {
                group.cancelAll()
                return true
            }
            // The turn may have come in the very moment the patience ended.
            self.leaveLine(id)
            let isGranted = await group.next() ?? false
            return isGranted
        }
    }

    private func turn(of id: Int) async -> Bool {
        await withCheckedContinuation { granted in
            let isFree = state.withLock { state in
                guard state.used >= limit else {
                    state.used += 1
                    return true
                }
                state.waiting.append((id, granted))
                return false
            }
            if isFree { granted.resume(returning: true) }
        }
    }

    private func leaveLine(_ id: Int) {
        let left = state.withLock { state -> CheckedContinuation<Bool, Never>? in
            guard let place = state.waiting.firstIndex(where: { $0.id == id }) else { return nil }
            return state.waiting.remove(at: place).granted
        }
        left?.resume(returning: false)
    }
}
