import Foundation
import RolloutCore
import Testing

@testable import handoff

@Suite struct NullTrialTests {
    /// The trial of a text on its stable group.
    private func trial(_ text: String) throws -> NullTrial {
        let folder = try TemporaryFolder()
        let path = folder.path("counts.csv")
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        return try NullTrial(CountFile(path: path), group: .stable)
    }

    @Test func `none of a steady file's fake releases would have been stopped`() throws {
        let rows = (0..<2_000).flatMap { second in
            (0..<4).map { "\(second),stable,s\($0),25,\((second + $0) % 20 == 0 ? 1 : 0)\n" }
        }
        let trial = try trial("second,group,slice,requests,errors\n" + rows.joined())
        #expect(trial.fakeReleases == 4 && trial.rolledBack == 0)
        #expect(trial.text.contains("4 fake releases played"))
        #expect(trial.text.contains("0 would have been stopped"))
        #expect(trial.rehearsal.hasPrefix("rehearsed on 4 fake releases of 33 m"))
        #expect(trial.code == .succeeded)
    }

    @Test func `an instance that always fails is what would have been stopped`() throws {
        let rows = (0..<2_000).flatMap { second in
            (0..<4).map { "\(second),stable,s\($0),25,\($0 == 2 ? 20 : 0)\n" }
        }
        let trial = try trial("second,group,slice,requests,errors\n" + rows.joined())
        #expect(trial.rolledBack == 1 && trial.code == .rolledBackByCriterion)
    }

    @Test func `with totals only it says that nothing could be played`() throws {
        let rows = (0..<2_000).map { "\($0),stable,100,0\n" }.joined()
        let trial = try trial("second,group,requests,errors\n" + rows)
        #expect(trial.fakeReleases == 0 && trial.code == .refused)
        #expect(trial.text.hasPrefix("only totals are known"))
    }

    @Test func `a group that is not in the file is named`() {
        let text = "second,group,requests,errors\n1,canary,100,0\n"
        #expect(throws: NotDone.self) { try trial(text) }
    }
}
