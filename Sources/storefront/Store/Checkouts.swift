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
    ///
    /// Waits as long as usual unless told otherwise.
    func checkOut(within patience: Duration? = nil) async throws(TimedOut) {
        if takeFree() { return }
        guard await waitInLine(atMost: patience ?? self.patience) else {
            throw TimedOut(limit: limit)
        }
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

    private func waitInLine(atMost patience: Duration) async -> Bool {
        await withTaskGroup(of: Void.self) { group in
            let isGranted = await withCheckedContinuation { granted in
                guard let id = standInLine(granted) else { return }
                group.addTask {
                    try? await Task.sleep(for: patience)
                    self.leaveLine(id)
                }
            }
            group.cancelAll()
            return isGranted
        }
    }

    /// Answers the place in line, or nothing if a connection was free after all.
    private func standInLine(_ granted: CheckedContinuation<Bool, Never>) -> Int? {
        let id = state.withLock { state -> Int? in
            guard state.used >= limit else {
                state.used += 1
                return nil
            }
            state.lastWaiter += 1
            state.waiting.append((state.lastWaiter, granted))
            return state.lastWaiter
        }
        if id == nil { granted.resume(returning: true) }
        return id
    }

    /// Does nothing if the turn has come already.
    private func leaveLine(_ id: Int) {
        let left = state.withLock { state -> CheckedContinuation<Bool, Never>? in
            guard let place = state.waiting.firstIndex(where: { $0.id == id }) else { return nil }
            return state.waiting.remove(at: place).granted
        }
        left?.resume(returning: false)
    }
}
