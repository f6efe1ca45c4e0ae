package import RolloutCore

/// The number that fences a steward off once another has the lease.
///
/// Rises with every taking and is never used again, so of two the higher one is in force.
package struct LeaseToken: RawRepresentable, Sendable, Hashable, Comparable {
    /// 1 for the first steward the journal ever had.
    package let rawValue: Int64

    /// The token of that number, as the journal keeps it.
    package init(rawValue: Int64) { self.rawValue = rawValue }

    package static func < (left: LeaseToken, right: LeaseToken) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// Who steers a service, and when it was last heard from.
package struct LeaseHolder: Sendable, Hashable {
    /// The process.
    package var steward: Steward
    /// Its token.
    package var token: LeaseToken
    /// When it took the lease, by its own clock.
    package var since: Timestamp
    /// When it last said that it lives, by its own clock.
    package var heartbeat: Timestamp

    /// How long ago it was heard from; zero for a clock that runs ahead of ours.
    package func silence(at now: Timestamp) -> Duration { max(.zero, now - heartbeat) }

    /// Whether its process is certainly over, seen from this one.
    ///
    /// Only said on the same host and boot, where process ids mean the same; the start time tells
    /// a reused id apart. Everywhere else nothing is certain.
    package func isProvablyGone(
        seenFrom here: Steward,
        isAlive: (_ pid: Int, _ startTime: String) -> Bool = StewardIdentity.isAlive
    ) -> Bool {
        steward.host == here.host && steward.bootID == here.bootID
            && !isAlive(steward.pid, steward.startTime)
    }

    /// As told in sentences: `pid 4121 on deploy-1 since 14:02, heard from 3 s ago`.
    package func words(at now: Timestamp) -> String {
        let heard = Duration.seconds(silence(at: now).components.seconds)
        return "pid \(steward.pid) on \(steward.host) since \(since.clock(now: now)), "
            + "heard from \(heard == .zero ? "just now" : heard.spoken + " ago")"
    }
}

/// The lease is another's, and this is why it was not given.
package struct LeaseRefused: Error, Sendable, Hashable, CustomStringConvertible {
    /// The service it is about.
    package var service: ServiceName
    /// Who has it.
    package var holder: LeaseHolder
    /// When it was asked for.
    package var at: Timestamp

    /// The refusal of a lease that this holder has.
    package init(service: ServiceName, holder: LeaseHolder, at: Timestamp) {
        self.service = service
        self.holder = holder
        self.at = at
    }

    /// Whether asking with `takeOver` would be granted at that moment.
    package var canTakeOver: Bool { holder.silence(at: at) >= Lease.longestSilence }

    /// Who steers, and what the reader can do.
    package var description: String {
        let limit = Lease.longestSilence.spoken
        return "another process is steering \(service): \(holder.words(at: at)). Nothing was "
            + "changed. `handoff watch \(service)` shows it; "
            + "`handoff resume \(service) --take-over` "
            + (canTakeOver ? "works now, after more than \(limit) of silence." : "")
            + (canTakeOver ? "" : "works once it is silent for \(limit).")
    }
}
