import Foundation
import RolloutCore
import RolloutSimulation
import TestSupport
import Testing

/// Who looks for each invariant, and that each who looks can find something.
@Suite struct InvariantTests {
    /// What checks an invariant.
    enum Guard: Equatable {
        /// The simulated world, all the time, in every test that asks for its violations.
        case oracle
        /// Tests that measure it, by the names of their suites.
        case measured([String])
    }

    /// Beside these, the core holds `precondition`s: sequence and end of entries, drains before the
    /// router reported idle (1), removal while the previous revision may run (7), workers of two
    /// revisions (8), rollback after the point of no return (6).
    static func guards(_ invariant: Invariant) -> Guard {
        switch invariant {
        case .trafficOnlyWhenReady, .capacity, .wayBack, .intent, .rollback, .contract,
            .exclusiveWorkers, .missingData, .closedGate, .flags, .hooks, .messages, .jobs:
            .oracle
        case .onceOnly: .measured(["RecoveryTests", "WholeRecoveryTests", "KillTests"])
        case .oneSteward: .measured(["LeaseTests", "FencingTests", "JournalFailureTests"])
        case .sameFold: .measured(["FoldTests", "WholeRecoveryTests", "SeededReleaseTests"])
        case .secrets: .measured(["PlantedSecretTests"])
        case .terminal: .measured(["CursesScreenTests", "DashboardTerminalTests"])
        }
    }

    static let looked = Invariant.allCases.filter { guards($0) == .oracle }

    /// A release at 50% with everything a plan may have, and a hand that asks no journal.
    private func atHalf(_ mode: WorkerMode = .exclusive) -> (Trial, Helm) {
        let plan = Plan.everything(mode) { $0.stages[2].bake = .seconds(5) }
        let trial = Trial(plan, in: SimulatedWorld(requestsPerSecond: 100))
        let helm = trial.steer()
        trial.advance(helm, atMost: .seconds(60)) {
            $0.rollout.stage == 2 && $0.rollout.flags["new_checkout"]?.isOurs == true
        }
        return (trial, helm)
    }

    @Test func `every measurement that is named exists`() throws {
        let tests = URL(filePath: #filePath).resolvingSymlinksInPath()
            .deletingLastPathComponent().deletingLastPathComponent()
        let files = try #require(FileManager.default.enumerator(atPath: tests.path()))
        let names = Set(files.compactMap { ($0 as? String)?.split(separator: "/").last })
        for invariant in Invariant.allCases {
            guard case .measured(let suites) = Self.guards(invariant) else { continue }
            #expect(!suites.isEmpty)
            for suite in suites { #expect(names.contains("\(suite).swift")) }
        }
    }

    @Test(arguments: looked)
    func `a hand that breaks an invariant is seen`(_ invariant: Invariant) async throws {
        let (trial, helm) = atHalf()
        #expect(trial.world.violations == [])
        await helm.kill()
        try await Rogue(trial).breaks(invariant)
        let mark = "invariant \(invariant.rawValue): "
        #expect(
            trial.world.violations.contains { $0.hasPrefix(mark) },
            "\(trial.world.violations)"
        )
    }
}
