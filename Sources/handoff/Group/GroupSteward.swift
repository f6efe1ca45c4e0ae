import Foundation
import RolloutAdapters
import RolloutCore
import RolloutJournal

/// The steward of a group as a process of its own.
enum GroupSteward {
    /// Starts a steward for the group, in its own session, and returns its process id.
    ///
    /// - Throws: when no process could be started.
    static func start(_ number: Int, at site: GroupSite, takesOver: Bool = false) throws -> Int32 {
        var arguments = [
            StewardProcess.ownExecutable, "steward", site.location.service.rawValue,
            "--environment", site.location.environment,
            "--state", site.state.path(percentEncoded: false),
            "--group", "\(number)",
        ]
        if takesOver { arguments.append("--take-over") }
        arguments += site.ledgers.flatMap { ["--ledger", $0] }
        return try Spawn(
            arguments: arguments,
            environment: ProcessInfo.processInfo.environment,
            output: site.stewardLog
        )()
    }

    /// Has the group steered: starts a steward where none is and waits until it has the lease.
    ///
    /// - Returns: whether one was started.
    /// - Throws: a ``NotDone`` when it does not take the lease within 10 s.
    @discardableResult
    static func ensure(
        _ number: Int,
        at site: GroupSite,
        takesOver: Bool = false
    ) async throws -> Bool {
        let reader = try JournalReader(site.location)
        guard try takesOver || StewardSight(reader) == .gone else { return false }
        let pid = try start(number, at: site, takesOver: takesOver)
        let limit = ContinuousClock.now + .seconds(10)
        while ContinuousClock.now < limit {
            if try reader.leaseHolder()?.steward.pid == Int(pid) { return true }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw NotDone(
            "not done: the steward that was started, pid \(pid), has not taken the lease within "
                + "10 s. \(site.stewardLog) tells why.",
            code: .engineNotReachable
        )
    }
}
