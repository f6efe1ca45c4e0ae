import Foundation
import RolloutCore

/// A process that leads a session of its own, with all it started.
struct CommandSession: Sendable {
    /// How long killed processes may take to be gone: the kernel is freeing their memory then.
    static let killLimit = Duration.seconds(5)
    private static let tick: UInt32 = 40_000

    /// The first process of the session.
    let leader: ProcessIdentity
    /// Variables by which those are found that left the session; none when empty.
    let marker: [String: String]

    /// Those that run, of the session and outside it by the marker; the leader first, then the
    /// older before the younger.
    ///
    /// So a parent gets its signal before its child: one whose child ended first would go on to its
    /// next step, such as the commit behind a statement.
    var members: [ProcessIdentity] {
        let marked = marker.isEmpty ? [] : ProcessTable.processes(withEnvironment: marker)
        return Set(ProcessTable.session(of: leader.pid) + marked).sorted { one, other in
            if one == leader || other == leader { return one == leader && other != leader }
            return (one.startOrder, one.pid) < (other.startOrder, other.pid)
        }
    }

    /// Ends it: TERM to all, KILL to who is left after `grace`; returns how the leader ended.
    ///
    /// Blocks its thread, at most the grace and ``killLimit``. Nil when the kernel has not let go
    /// of one by then.
    func end(grace: Duration) -> Exit? {
        for member in members { member.signal(SIGTERM) }
        if !isGone(within: grace) {
            let deadline = ContinuousClock.now + Self.killLimit
            // Again and again: one of them may be starting another.
            repeat {
                for member in members { member.signal(SIGKILL) }
            } while !isGone(within: .milliseconds(200)) && ContinuousClock.now < deadline
        }
        return isGone(within: .zero) ? ProcessExits.exit(of: leader) : nil
    }

    private func isGone(within limit: Duration) -> Bool {
        let deadline = ContinuousClock.now + limit
        while true {
            if ProcessExits.exit(of: leader) != nil, members.isEmpty { return true }
            guard ContinuousClock.now < deadline else { return false }
            usleep(Self.tick)
        }
    }
}
