import Foundation
import RolloutCore
import Testing

@testable import handoff

@Suite struct VerdictStreamTests {
    /// The end and the lines of a text judged as the command does it.
    private func judge(_ text: String) throws -> (lines: [VerdictLine], end: VerdictEnd) {
        let folder = try TemporaryFolder()
        let path = folder.path("counts.csv")
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        var lines: [VerdictLine] = []
        let panel = JudgePanel(plannedSeconds: 3_600)
        let end = try VerdictStream.run(CountFile(path: path), panel) { lines.append($0) }
        return (lines, end)
    }

    @Test func `a canary that fails is said to have been rolled back, once`() throws {
        let (lines, end) = try judge(CountText.header + CountText.steady(0..<600, failed: 5))
        #expect(lines.last?.finding == .rollback)
        #expect(lines.count { $0.finding == .rollback } == 1)
        #expect(lines.last?.sentence.hasPrefix("WOULD HAVE ROLLED BACK after ") == true)
        #expect(end.state == .rollback && end.code == .rolledBackByCriterion)
        #expect(end.text.hasSuffix("s judged."))
    }

    @Test func `a gap holds, and what follows it goes on`() throws {
        let text = CountText.header + CountText.steady(0..<200) + CountText.steady(210..<400)
        let (lines, end) = try judge(text)
        #expect(!lines.contains { $0.finding == .rollback })
        #expect(end.missingSeconds == 10 && end.judgedSeconds == 390)
        #expect(end.text.hasSuffix("390 s judged; 10 seconds missing."))
    }

    @Test func `too little to see anything is no go`() throws {
        let (_, end) = try judge(CountText.header + CountText.steady(0..<20))
        #expect(end.state == .notEnoughData && end.code == .refused)
    }

    @Test func `seconds before the canary's first share are not judged`() throws {
        let before = (0..<50).map { "\($0),stable,100,0,0\n" }.joined()
        let (_, end) = try judge(CountText.header + before + CountText.steady(50..<100))
        #expect(end.judgedSeconds == 50)
    }

    @Test func `a file that names no weight is not judged`() {
        let rows = "1,canary,5,0\n1,stable,95,0\n"
        #expect(throws: NotDone.self) { try judge("second,group,requests,errors\n" + rows) }
    }

    @Test func `the verdict is the judge's own, repaired or not`() throws {
        var settings = JudgeSettings(startMass: StartMass(plannedSeconds: 3_600, isOpenEnded: true))
        settings.observesOnly = true
        var direct = ReleaseJudge(settings)
        var rows: [String] = []
        for second in 0..<900 {
            let failed = second % 3 == 0 ? 1 : 0
            let canary = ArmCounts(requests: 5 + second % 4, errors: failed)
            let stable = ArmCounts(requests: 95, errors: second % 7 == 0 ? 1 : 0)
            direct.take(
                SecondCounts(second: second, weight: 0.05, canary: canary, baseline: stable)
            )
            rows.append("\(second),canary,\(canary.requests),\(failed),5\n")
            rows.append("\(second),stable,95,\(stable.errors),5\n")
        }
        let tangled = stride(from: 0, to: rows.count, by: 20).flatMap {
            rows[$0..<min($0 + 20, rows.count)].reversed() + [rows[$0]]
        }
        for text in [rows.joined(), tangled.joined()] {
            var stream = VerdictStream(JudgePanel(plannedSeconds: 3_600))
            for second in try CountText.read(CountText.header + text).seconds {
                _ = stream.take(second)
            }
            #expect(stream.panel.seats.first?.judge == direct)
        }
    }
}
