import Foundation
import RolloutCore
import Testing

@testable import handoff

@Suite struct JudgeCommandTests {
    /// How the command ends on a file with that text.
    private func ending(_ text: String, _ arguments: [String] = []) async throws -> ExitCode? {
        let folder = try TemporaryFolder()
        let path = folder.path("counts.csv")
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        return await Handoff.run(["judge", path] + arguments)?.code
    }

    @Test func `its exit code agrees with its last line`() async throws {
        let bad = CountText.header + CountText.steady(0..<600, failed: 5)
        #expect(try await ending(bad) == .rolledBackByCriterion)
        #expect(try await ending(bad, ["-o", "json"]) == .rolledBackByCriterion)
        #expect(try await ending(CountText.header + CountText.steady(0..<9)) == .refused)
        #expect(try await ending("nothing\n") == .usage)
        #expect(try await ending(bad, ["--weight", "x"]) == .usage)
        #expect(await Handoff.run(["judge", "/none.csv"])?.code == .usage)
    }

    @Test func `a plan file gives the criteria and the settings`() throws {
        let plan = try PlanText.read(
            PlanText.sound(
                adding: """
                    judge: { falseRollbacks: 2%, hold: 8, warmup: 0s }
                    metrics: { errorRate: { tolerate: 20% } }
                    """
            )
        )
        let settings = try #require(JudgePanel(plan).seats.first?.judge.settings)
        #expect(settings.observesOnly && settings.warmUpSeconds == 0)
        #expect(settings.rule.holdAt == 8 && settings.rule.rollbackAt == 62.5)
        #expect(settings.errorTolerance == 0.2)
        #expect(settings.startMass.plannedSeconds > 100)
    }

    @Test func `criteria that must not roll back only hold`() throws {
        let text = PlanText.sound(
            adding: "judge: { warmup: 0s }\n"
                + "metrics: { errorRate: { tolerate: 10%, onWorse: hold } }"
        )
        var panel = JudgePanel(try PlanText.read(text))
        let counts = CountText.header + CountText.steady(0..<600, failed: 5)
        for second in try CountText.read(counts).seconds { _ = panel.take(second) }
        #expect(panel.seats.first?.judge.finding == .rollback)
        #expect(panel.finding == .hold)
    }
}
