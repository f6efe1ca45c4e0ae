import Foundation
import RolloutCore
import Testing

@testable import handoff

@Suite struct LongCountFileTests {
    /// Writes a million rows: ten slices of each group, 50,000 seconds.
    private func write(to path: String) throws {
        #expect(FileManager.default.createFile(atPath: path, contents: nil))
        let handle = try #require(FileHandle(forWritingAtPath: path))
        defer { try? handle.close() }
        try handle.write(contentsOf: Data("second,group,slice,requests,errors,weight\n".utf8))
        for start in stride(from: 0, to: 50_000, by: 1_000) {
            var text = ""
            for second in start..<(start + 1_000) {
                for slice in 0..<10 {
                    text += "\(second),canary,c\(slice),\(1 + second % 2),0,10\n"
                    text += "\(second),stable,s\(slice),\(10 + second % 3),0,10\n"
                }
            }
            try handle.write(contentsOf: Data(text.utf8))
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `a million rows are judged as the judge itself does it`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("long.csv")
        try write(to: path)
        var settings = JudgeSettings(startMass: StartMass(plannedSeconds: 3_600, isOpenEnded: true))
        settings.observesOnly = true
        var direct = ReleaseJudge(settings)
        for second in 0..<50_000 {
            let canary = ArmCounts(requests: 10 * (1 + second % 2))
            let stable = ArmCounts(requests: 10 * (10 + second % 3))
            direct.take(SecondCounts(second: second, weight: 0.1, canary: canary, baseline: stable))
        }
        var stream = VerdictStream(JudgePanel(plannedSeconds: 3_600))
        let repairs = try CountFile(path: path).forEachSecond { _ = stream.take($0) }
        #expect(repairs == Repairs())
        #expect(stream.panel.seats.first?.judge == direct)
    }
}
