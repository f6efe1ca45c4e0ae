import RolloutCore
import RolloutJournal

@testable import handoff

/// Follows the newest release through the journal, as a dashboard does.
struct ReleaseSight {
    private var follower: ReleaseFollower
    private(set) var rollout: Rollout?
    private(set) var entries: [Entry] = []

    /// Nil while there is no release after the first.
    init?(_ site: ServiceSite) throws {
        let reader = try JournalReader(site.location)
        guard let latest = try reader.latestRelease(), latest.release.rawValue > 1 else {
            return nil
        }
        follower = ReleaseFollower(reader, release: latest.release)
    }

    /// The release after the first, once it is in the journal, within 20 s.
    static func newest(_ site: ServiceSite) async throws -> ReleaseSight {
        let deadline = ContinuousClock.now + .seconds(20)
        while ContinuousClock.now < deadline {
            if let sight = try ReleaseSight(site) { return sight }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw NotReached(what: "a release", phase: "none")
    }

    /// Reads what is new, one entry after the other, until the condition holds.
    ///
    /// Entry by entry, so that no moment is missed however short it was.
    mutating func isReached(_ condition: (Rollout) -> Bool) throws -> Bool {
        var isReached = rollout.map(condition) ?? false
        for entry in try follower.newEntries() {
            entries.append(entry)
            if rollout == nil { rollout = Rollout(entry) } else { rollout?.apply(entry) }
            isReached = isReached || rollout.map(condition) ?? false
        }
        return isReached
    }

    /// Waits for it, looking every 2 ms.
    mutating func wait(
        _ what: String,
        atMost limit: Duration = .seconds(60),
        until condition: (Rollout) -> Bool
    ) async throws -> Rollout {
        let deadline = ContinuousClock.now + limit
        while true {
            if try isReached(condition), let rollout { return rollout }
            guard ContinuousClock.now < deadline else {
                throw NotReached(what: what, phase: rollout?.phase.name ?? "no release")
            }
            try await Task.sleep(for: .milliseconds(2))
        }
    }

    /// The process that has the lease.
    var stewardPid: Int? { try? follower.reader.leaseHolder()?.steward.pid }
}

/// What did not come in time.
struct NotReached: Error {
    var what: String
    var phase: String
}
