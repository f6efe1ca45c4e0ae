import Foundation
import RolloutAdapters
import RolloutCore
import RolloutEngine
import RolloutJournal

/// Stops the steward, the instances and the router of one site, in that order, and records that
/// nothing serves there.
struct TearDown: Sendable {
    /// How long a process may take after TERM.
    static let grace = Duration.seconds(5)

    let site: ServiceSite
    /// Whether a release that is under way is ended with it.
    let abandons: Bool

    /// Does nothing unless a release is under way that is not to be ended.
    ///
    /// - Throws: a ``NotDone`` that says where it stands and what to do.
    func refuseUnderWay() throws {
        let reader = try JournalReader(site.location)
        guard !abandons, let latest = try reader.latestRelease(), latest.isUnderWay else { return }
        let name = site.location.service
        throw NotDone(
            "not done: \(latest.release) of \(name) to \(latest.label) is under way. Nothing was "
                + "changed. `handoff rollback \(name)` returns to what served before; "
                + "`--abandon` stops everything as it is and ends the release."
        )
    }

    /// Stops everything; returns in words what could not be stopped.
    ///
    /// Only when all is stopped the record says so: a release under way ends as one whose rollback
    /// failed, because nobody is served by either revision.
    /// - Throws: what ``refuseUnderWay()`` does; a ``JournalError``.
    func callAsFunction() async throws -> [String] {
        try refuseUnderWay()
        let reader = try JournalReader(site.location)
        var left = try await stopSteward(reader)
        guard let latest = try reader.latestRelease(),
            let plan = try reader.start(of: latest.release)?.plan
        else { return left }
        left += await stopProcesses(of: plan)
        guard left.isEmpty else { return left }
        try record(latest.release, reader)
        return []
    }

    private func stopSteward(_ reader: JournalReader) async throws -> [String] {
        guard let holder = try reader.leaseHolder(),
            !holder.isProvablyGone(seenFrom: StewardIdentity.current()),
            let process = ProcessIdentity(runningAs: Int32(holder.steward.pid)),
            !(await process.stop(grace: Self.grace))
        else { return [] }
        return ["the steward, pid \(holder.steward.pid)"]
    }

    private func stopProcesses(of plan: Plan) async -> [String] {
        var left: [String] = []
        do {
            let fleet = try World.fleet(of: plan, at: site)
            left += await fleet.stopAll(grace: Self.grace).map(\.rawValue)
        } catch {
            left.append("the instances (\(Failure(from: error).summary))")
        }
        do {
            try await World.router(of: plan, at: site).stop(grace: Self.grace)
        } catch {
            left.append("the router (\(Failure(from: error).summary))")
        }
        return left
    }

    private func record(_ release: ReleaseID, _ reader: JournalReader) throws {
        let file = try JournalFile(site.location)
        if try reader.summary(of: release)?.isUnderWay == true {
            try end(release, in: file, reader)
        }
        try DeploymentRemoval(file)()
    }

    /// Written as a steward writes, so that none that is still at it can write beside it.
    private func end(_ release: ReleaseID, in file: JournalFile, _ reader: JournalReader) throws {
        let clock = SystemClock()
        let lease = Lease(file)
        let token = try lease.take(
            steward: StewardIdentity.current(),
            takeOver: false,
            at: clock.now
        )
        let person = Operator.current
        let ended = Entry(
            release: release,
            sequence: try reader.lastSequence(of: release) + 1,
            at: clock.now,
            event: .ended(
                .rollbackFailed(
                    .person(person, reason: "tear-down --abandon"),
                    left: "\(person.name) stopped everything as it was, and nothing serves; "
                        + "`handoff run` brings the service up"
                )
            )
        )
        try SQLiteJournal(file, lease: token, now: { clock.now }).append([ended], answering: nil)
        try lease.giveBack(token)
    }
}

extension ProcessIdentity {
    /// TERM, at most `grace`, KILL; returns whether it is gone.
    func stop(grace: Duration) async -> Bool {
        for (signal, wait) in [(SIGTERM, grace), (SIGKILL, .seconds(2))] {
            guard isRunning else { return true }
            kill(pid, signal)
            let limit = ContinuousClock.now + wait
            while isRunning, ContinuousClock.now < limit {
                try? await Task.sleep(for: .milliseconds(20))
            }
        }
        return !isRunning
    }
}
