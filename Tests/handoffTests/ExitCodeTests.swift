import RolloutCore
import Testing

@testable import handoff

@Suite struct ExitCodeTests {
    private static let person = Operator(name: "ana", uid: 1, via: "tty1")

    @Test func `the codes are those of the release model`() {
        #expect(ExitCode.allCases.map(\.rawValue) == Array(0...9))
        #expect(ExitCode.usage.rawValue == 2)
        #expect(ExitCode.refused.rawValue == 3)
        #expect(ExitCode.leaseHeld.rawValue == 7)
    }

    @Test(arguments: [
        (Outcome.succeeded, ExitCode.succeeded),
        (.refused, .refused),
        (.rolledBack(.criterion(.p99, evidence: "")), .rolledBackByCriterion),
        (.rolledBack(.crashes(2, detail: "")), .rolledBackByCriterion),
        (.rolledBack(.notReady(detail: "")), .rolledBackByCriterion),
        (.rolledBack(.person(person, reason: nil)), .rolledBackByPerson),
        (.aborted(person), .rolledBackByPerson),
        (.rollbackFailed(.crashes(2, detail: ""), left: ""), .rollbackFailed),
    ])
    func `each end of a release has its code`(outcome: Outcome, code: ExitCode) {
        #expect(ExitCode(outcome: outcome) == code)
    }

    @Test(arguments: [
        ["nonsense"], ["check"], ["check", "a", "--nonsense"], ["init", "--target", "x"],
    ])
    func `wrong usage ends with 2`(arguments: [String]) async throws {
        let ending = try #require(await Handoff.run(arguments))
        #expect(ending.code == .usage)
        #expect(!ending.isAnswer)
        #expect(ending.words.contains("Usage: handoff"))
    }

    @Test func `help is an answer and ends with 0`() async throws {
        let ending = try #require(await Handoff.run(["plan", "--help"]))
        #expect(ending.code == .succeeded)
        #expect(ending.isAnswer)
    }

    @Test func `a plan that is wrong ends with 2 and says so last`() {
        let problem = ConfigProblem(position: Position(line: 3, column: 1), sentence: "no.")
        let ending = Ending(ConfigProblems(file: "a.yaml", [problem]))
        #expect(ending.code == .usage)
        #expect(ending.words == "a.yaml:3:1: no.\na.yaml: 1 problem; nothing was done.")
    }

    @Test func `what nobody expected ends with 1`() {
        #expect(Ending(Failure(.refused, "no")).code == .internalError)
    }

    @Test func `the manual has a line for each code`() {
        for code in ExitCode.allCases {
            #expect(ExitCode.manual.contains("  \(code.rawValue)  \(code.sentence)"))
        }
    }
}
