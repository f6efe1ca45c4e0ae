package import RolloutCore
package import RolloutEngine
import Synchronization

/// What one consumer of readings was given last.
private final class ReadingCursor: Sendable {
    struct Last {
        var reading: RouterReading?
        var at: ContinuousClock.Instant
    }

    let last = Mutex<Last?>(nil)

    /// Whether a consumer should be given this: at each change, at least every second.
    ///
    /// Under load the number of open requests always changes; four times a second is enough.
    func isDue(_ reading: RouterReading?, at now: ContinuousClock.Instant) -> Bool {
        last.withLock { last in
            guard let before = last else { return true }
            let passed = now - before.at
            if passed >= .milliseconds(950) { return true }
            if reading?.weight != before.reading?.weight || reading?.up != before.reading?.up {
                return true
            }
            if (reading == nil) != (before.reading == nil) { return true }
            return reading?.open != before.reading?.open && passed >= .milliseconds(250)
        }
    }

    func note(_ reading: RouterReading?, at now: ContinuousClock.Instant) {
        last.withLock { $0 = Last(reading: reading, at: now) }
    }
}

extension HAProxyRouter {
    package nonisolated func readings() -> AsyncStream<RouterReading?> {
        let cursor = ReadingCursor()
        return AsyncStream(unfolding: { await self.nextReading(cursor) })
    }

    /// Looks every 50 ms, which also is how soon a HAProxy that died is started again.
    private func nextReading(_ cursor: ReadingCursor) async -> RouterReading?? {
        var isFirst = cursor.last.withLock { $0 == nil }
        while true {
            if !isFirst { try? await Task.sleep(for: .milliseconds(50)) }
            isFirst = false
            if Task.isCancelled { return .none }
            let reading = read()
            let now = ContinuousClock.now
            if cursor.isDue(reading, at: now) {
                cursor.note(reading, at: now)
                return .some(reading)
            }
        }
    }

    /// One look at HAProxy, our own started again when it is gone; nil when it cannot be read.
    private func read() -> RouterReading? {
        do {
            if isOwned { _ = try ensureRunning() }
            // Without records the router can still be steered; the samples say they are missing.
            try? openReceiver()
            let before = watch.wantsCountBefore ? receiver?.receivedSoFar() : nil
            let statistics = try statistics()
            let after = receiver?.receivedSoFar()
            let weight = try observedWeight()
            watch.note(statistics, before: before, after: after, at: HAProxyClock.microseconds)
            let servers = statistics.servers.values.joined()
            return RouterReading(
                weight: weight,
                open: watch.open,
                up: Set(servers.filter(\.isUp).map(\.id))
            )
        } catch {
            watch.noteGap(at: HAProxyClock.microseconds)
            return nil
        }
    }

    package nonisolated func drain(_ id: InstanceID) -> AsyncThrowingStream<Int, any Error> {
        let last = DrainCursor()
        return AsyncThrowingStream(unfolding: { try await self.nextOpen(id, last) })
    }

    /// The next number of open requests that differs from the last; nil behind 0.
    private func nextOpen(_ id: InstanceID, _ cursor: DrainCursor) async throws -> Int? {
        let last = cursor.last.withLock { $0 }
        if last == 0 { return nil }
        if last == nil { try beginDrain(id) }
        while true {
            try Task.checkCancellation()
            let open = try openRequests(of: id)
            if open != last {
                cursor.last.withLock { $0 = open }
                return open
            }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    private func beginDrain(_ id: InstanceID) throws {
        guard let server = state.servers[id] else { return }
        try keep { state in
            state.servers[id]?.place = .draining
            // Only what is rolled back has its canary drained; at a share of 0 this is the first
            // the router hears of it.
            if state.arm(of: server.slot) == .canary { state.closeCanary() }
        }
        do {
            try tell(ruleCommands + ["set server \(path(id, server.slot)) state drain"])
        } catch let failure as Failure {
            throw failure.explaining("\(id) does not drain")
        }
    }

    private func openRequests(of id: InstanceID) throws -> Int {
        guard let server = state.servers[id] else { return 0 }
        return try statistics().server(id, in: server.slot)?.counters.open ?? 0
    }
}

/// The number of open requests a drain yielded last.
private final class DrainCursor: Sendable {
    let last = Mutex<Int?>(nil)
}
