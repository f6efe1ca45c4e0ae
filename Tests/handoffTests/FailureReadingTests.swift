import RolloutCore
import Testing

@testable import handoff

@Suite struct FailureReadingTests {
    private func policy(_ text: String) throws -> FailurePolicy {
        try PlanText.read(PlanText.sound(adding: "onFailure: \(text)")).failures
    }

    @Test func `a plan that says nothing has the usual policy`() throws {
        let policy = try PlanText.read(PlanText.sound).failures
        #expect(policy == FailurePolicy())
        #expect(policy.action(for: .crash, in: .shift) == .rollback)
        #expect(policy.action(for: .noCapacity, in: .start) == .hold)
        #expect(policy.action(for: .metricOutage, in: .shift) == .page)
    }

    @Test func `an answer holds everywhere, or in its step`() throws {
        let policy = try policy("{ crash: {start: hold, shift: page}, notReady: page }")
        #expect(policy.action(for: .crash, in: .start) == .hold)
        #expect(policy.action(for: .crash, in: .shift) == .page)
        #expect(policy.action(for: .crash, in: .workers) == .rollback)
        #expect(policy.action(for: .notReady, in: .start) == .page)
    }

    @Test(arguments: [
        ("{ crash: stop }", "`crash` is `stop`. Write rollback, hold, page"),
        ("{ crashes: hold }", "`crashes`"),
        ("{ crash: {retire: hold} }", "`retire`"),
        ("{ noCapacity: {start: maybe} }", "`start` is `maybe`"),
    ])
    func `what is no answer is refused by name`(_ text: String, _ words: String) {
        let problems = PlanText.problems(PlanText.sound(adding: "onFailure: \(text)"))
        #expect(problems.contains { $0.contains(words) }, "\(problems)")
    }
}
