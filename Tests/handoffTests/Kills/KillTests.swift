import Foundation
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
}
