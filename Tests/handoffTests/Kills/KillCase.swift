import Foundation
import RolloutCore
import Testing

@testable import handoff

/// Carries one kill out and looks at what became of the release, its users and its processes.
struct KillCase {
    let trial: KillTrial
    let kill: Kill

    /// Runs the case and ends everything it started.
    func callAsFunction() async throws {
        do {
            try await play()
        } catch {
            Issue.record("\(kill.testDescription): \(error), in \(trial.folder)")
        }
        let left = try await trial.close()
        #expect(left.isEmpty, "after tear-down: \(left)")
    }

    private func play() async throws {
        try await trial.open()
        try trial.release(onDashboard: kill.victim.needsDashboard)
        var sight = try await ReleaseSight.newest(trial.site)
        try await prepare(&sight)
        let then = try await sight.wait(kill.moment.name, until: kill.moment.hasCome)
        let victims = [kill.victim, kill.second].compactMap(\.self)
        let deaths = try victims.compactMap { try strike($0, then, sight) }
        guard deaths.first?.victim == kill.victim else { return }
        try await bringBack(&sight)
        let end = try await sight.wait("the end", atMost: .seconds(90)) { $0.isOver }
        try await judge(end, sight.entries, deaths)
    }

    /// Kills; nil when a random instant came before or after the victim's life.
    private func strike(
        _ victim: Victim,
        _ rollout: Rollout,
        _ sight: ReleaseSight
    ) throws -> Death? {
        guard let pid = try pid(of: victim, in: rollout, sight) else {
            try #require(kill.isRandom, "no such process")
            return nil
        }
        do {
            return try Death(of: victim, pid: pid)
        } catch  where kill.isRandom {
            return nil
        }
    }

    /// Does what a person would do who has seen it.
    private func bringBack(_ sight: inout ReleaseSight) async throws {
        switch kill.victim {
        case .job:
            try await trial.order("resume")
        case .dashboard:
            if kill.moment.hasGatesAhead {
                _ = try await sight.wait("a gate that waits for a watcher") { rollout in
                    rollout.blockers(at: rollout.at, judge: CriterionJudge())
                        .contains { $0.kind == .unwatched }
                }
            }
            try await trial.watch()
            // Killed before it had started a steward, it leaves that to whoever comes next.
            if kill.isRandom, sight.stewardPid == nil { try await trial.order("resume") }
        case .steward, .instance, .router:
            break
        }
    }

    /// Goes to the moments that do not come by themselves.
    private func prepare(_ sight: inout ReleaseSight) async throws {
        if case .after(let milliseconds) = kill.moment {
            try await Task.sleep(for: .milliseconds(milliseconds))
        }
        guard kill.moment == .drain || kill.moment == .rollback else { return }
        _ = try await sight.wait("60%", until: Moment.bake.hasCome)
        try trial.openLongRequests(seconds: kill.moment == .drain ? 12 : 4)
        guard kill.moment == .rollback else { return }
        // Half a second for the streams to have begun somewhere.
        try await Task.sleep(for: .milliseconds(500))
        try await trial.order("rollback", "--yes", "--reason", "a trial")
    }

    private func pid(
        of victim: Victim,
        in rollout: Rollout,
        _ sight: ReleaseSight
    ) throws -> Int32? {
        switch victim {
        case .steward: return sight.stewardPid.map(Int32.init)
        case .dashboard, .job: return trial.front?.pid
        case .router:
            let file = trial.site.routerFolder + "/haproxy.pid"
            return Int32(try String(contentsOfFile: file, encoding: .utf8).filter(\.isNumber))
        case .instance:
            let candidates = rollout.instances(of: kill.moment.arm).filter {
                $0.mayRun && $0.report.pid != nil
            }
            let chosen = candidates.first(where: \.isDraining) ?? candidates.first
            return chosen?.report.pid.map(Int32.init)
        }
    }

    private func judge(_ end: Rollout, _ entries: [Entry], _ deaths: [Death]) async throws {
        let outcome = try #require(end.outcome)
        #expect(kill.moment.isRight(outcome), "\(outcome)")
        let stewards = entries.count { if case .stewardStarted = $0.event { true } else { false } }
        #expect(stewards == kill.victim.stewards || kill.isRandom)
        try await trial.endFront(with: ExitCode(outcome: outcome), isKilled: kill.hitsFront)
        let load = try await trial.endLoad()
        let unexplained = load.unexplained(by: deaths) + unexplainedStreams(deaths[0])
        #expect(unexplained.isEmpty, "\(unexplained.joined(separator: "\n"))")
        // A steward leaves right after its last entry, which need not be this instant.
        let isSettled = try await eventually {
            try FolderProcesses(of: trial.folder).stewards.isEmpty
        }
        #expect(isSettled)
        let running = try FolderProcesses(of: trial.folder)
        let arm = kill.moment == .rollback ? Arm.stable : .canary
        let expected = end.instances(of: arm).compactMap { $0.report.pid.map(Int32.init) }
        #expect(running.instances == Set(expected))
        #expect(running.instances.count == 2)
        #expect(running.routers.count == 1)
        #expect(running.stewards.isEmpty)
        #expect(running.others.isEmpty)
        #expect(running.instances.union(running.routers).isDisjoint(with: deaths.map(\.pid)))
        let failed = load.failed + trial.longRequests.count { !$0.isWhole }
        let result = KillResult(
            kill: kill,
            ending: outcome.name,
            requests: load.requests + trial.longRequests.count,
            failed: failed,
            atTheKilled: failed - unexplained.count,
            running: running
        )
        print(result.line)
    }

    /// Streams that were cut and cannot have been at the killed process.
    ///
    /// One that was there is cut with it, and not later by a drain that gave up.
    private func unexplainedStreams(_ death: Death) -> [String] {
        let label = kill.moment.arm == .canary ? "2.0" : "1.0"
        return trial.longRequests.filter { !$0.isWhole }.compactMap { stream in
            let after = (stream.endedAt ?? .infinity) - death.killedAt
            let isInTime = after >= 0 && after <= death.goneAt - death.killedAt + 1
            let wasThere =
                switch death.victim {
                case .router: true
                case .instance: stream.isServed(by: label)
                case .steward, .dashboard, .job: false
                }
            return isInTime && wasThere ? nil : "a stream was cut \(after) s after the kill"
        }
    }
}
