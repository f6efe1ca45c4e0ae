import Foundation
import RolloutAdapters
import RolloutJournal

/// The right to receive the router's request records, which only one process can.
///
/// Whoever releases comes as a visitor, and an observer makes way: it holds `observer.lock` while
/// it receives, and lets go of it as soon as somebody shares `visitor.lock`. Both are locks of the
/// kernel, so a process that dies leaves nothing in the way.
final class RouterVisit: Sendable {
    /// How long an observer may take to make way; it looks ten times a second.
    private static let patience = Duration.seconds(5)

    private let lock: HeldLock

    /// Announces the visit and waits until no observer receives any more.
    ///
    /// One that does not make way in time is told by the check that then finds the port taken.
    init(_ site: ServiceSite) async throws {
        let limit = ContinuousClock.now + Self.patience
        var lock: HeldLock?
        repeat {
            lock = try HeldLock(site.lock("visitor"), .shared)
            if lock == nil { try await Task.sleep(for: .milliseconds(5)) }
        } while lock == nil && ContinuousClock.now < limit
        guard let lock else {
            throw NotDone(
                "not done: \(site.lock("visitor")) is locked by something that is not handoff. "
                    + "Nothing was changed. End it and try again."
            )
        }
        self.lock = lock
        while ContinuousClock.now < limit, try Self.isObserved(site) {
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// Whether an observer receives the router's records at this moment.
    static func isObserved(_ site: ServiceSite) throws -> Bool {
        try HeldLock(site.lock("observer"), .exclusive) == nil
    }

    /// Whether somebody visits, or is about to.
    static func isVisited(_ site: ServiceSite) throws -> Bool {
        try HeldLock(site.lock("visitor"), .exclusive) == nil
    }
}

extension ServiceSite {
    /// The path of a lock in the site's folder.
    fileprivate func lock(_ name: String) -> String {
        location.folder.appending(path: name + ".lock").path(percentEncoded: false)
    }

    /// Takes the observer's place; nil when another observer has it.
    func observerLock() throws -> HeldLock? {
        try HeldLock(lock("observer"), .exclusive)
    }
}
