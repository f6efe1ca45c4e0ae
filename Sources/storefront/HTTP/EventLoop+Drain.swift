#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

extension EventLoop {
    /// Carries a drain on; answers how many connections were cut, once the limit has passed.
    ///
    /// First notice: connections are still accepted and answered, but told to close. Then the
    /// listening socket closes, after everything in its queue was taken, and with it the
    /// connections that are idle, after a last look for a request that has just come. What is
    /// being worked on ends in its own time, up to the limit.
    func drainIfAsked(at now: ContinuousClock.Instant) -> Int? {
        guard let drainBegan else { return nil }
        let elapsed = now - drainBegan
        guard elapsed >= drain.notice else { return nil }
        stopListening()
        for connection in connections.values where connection.isIdle {
            if !connection.hasServed, elapsed < drain.notice + drain.firstRequest { continue }
            read(connection)
            if connection.isIdle { connections[connection.id] = nil }
        }
        guard elapsed >= drain.limit else { return nil }
        defer { connections.removeAll() }
        return connections.count
    }

    private func stopListening() {
        guard let open = listener else { return }
        acceptAll()
        close(open)
        listener = nil
    }
}
