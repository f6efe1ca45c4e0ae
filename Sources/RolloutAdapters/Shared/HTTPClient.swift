import Foundation
import RolloutCore

/// Asks processes on this host over HTTP, all at the same time.
enum HTTPClient {
    /// The outcomes in the order of the requests, each within its own timeout.
    ///
    /// One thread serves them all, and only while they are under way.
    static func outcomes(of requests: [HTTPRequest]) async -> [HTTPOutcome] {
        guard !requests.isEmpty else { return [] }
        return await onOwnThread { blockingOutcomes(of: requests) }
    }

    /// The outcomes in the order of the requests; blocks its thread until the last is there.
    static func blockingOutcomes(of requests: [HTTPRequest]) -> [HTTPOutcome] {
        let start = ContinuousClock.now
        return outcomes(of: requests.map { HTTPExchange($0, at: start) })
    }

    /// Waits for all of them on this thread.
    private static func outcomes(of exchanges: [HTTPExchange]) -> [HTTPOutcome] {
        while true {
            let open = exchanges.filter { $0.outcome == nil }
            guard let deadline = open.map(\.deadline).min() else { break }
            wait(for: open.map(\.waitingFor), until: deadline)
            let now = ContinuousClock.now
            for exchange in open { exchange.advance(at: now) }
        }
        return exchanges.map { $0.outcome ?? .broken("not asked") }
    }

    /// Returns when one of the descriptors has something, or at that moment, or earlier.
    static func wait(for descriptors: [pollfd], until deadline: ContinuousClock.Instant) {
        let left = ContinuousClock.now.duration(to: deadline).milliseconds
        // Rounded up: a wait that ends just before its deadline would spin until it.
        let timeout = Int32(min(60_000, max(0, left.rounded(.up))))
        var waiting = descriptors
        poll(&waiting, nfds_t(waiting.count), timeout)
    }
}
