import Foundation
import RolloutCore
import Testing

@testable import handoff

/// Real releases of the real shop behind a real HAProxy, with one process killed on the way.
///
/// Each case ends every process it started by its own number. `Tests/Load/kills` prints what each
/// of them cost.
@Suite struct Kills {
    @Test(arguments: Kill.chosen + Kill.random)
    func `a killed process costs only what was at it`(kill: Kill) async throws {
        try await Berths.shared.with { berth in
            let trial = try KillTrial(berth: berth, holdsUnwatched: kill.victim == .dashboard)
            try await KillCase(trial: trial, kill: kill)()
        }
    }

    @Test(.enabled(if: ProcessInfo.processInfo.environment["HANDOFF_KILLS"] == nil))
    func `a job that is asked to end says that the release stays where it is`() async throws {
        try await Berths.shared.with { berth in
            let trial = try KillTrial(berth: berth, holdsUnwatched: false)
            do {
                try await leave(trial)
            } catch {
                Issue.record("\(error), in \(trial.folder)")
            }
            let left = try await trial.close()
            #expect(left.isEmpty, "after tear-down: \(left)")
        }
    }

    private func leave(_ trial: KillTrial) async throws {
        try await trial.open()
        try trial.release(onDashboard: false)
        var sight = try await ReleaseSight.newest(trial.site)
        _ = try await sight.wait("25%") { $0.trafficMoved != nil }
        trial.front?.signal(SIGTERM)
        #expect(try await trial.front?.end(within: .seconds(20)) == ExitCode.timedOut.rawValue)
        let said = try trial.said
        #expect(said.contains("left: the release stays where it is"))
        #expect(!said.contains("Error"), "\(said)")
        try await trial.order("resume")
        let end = try await sight.wait("the end", atMost: .seconds(90)) { $0.isOver }
        #expect(end.outcome == .succeeded)
        #expect(try await trial.endLoad().failed == 0)
    }
}
