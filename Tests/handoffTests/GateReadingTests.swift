import RolloutCore
import Testing

@testable import handoff

/// Who opens gates, what happens when nobody does, and what has to be before.
@Suite struct GateReadingTests {
    private func text(pause: String) -> String {
        PlanText.sound(replacing: "{ pause: 2m }", with: pause)
    }

    @Test(arguments: [
        ("{ pause: {approvals: 2} }", Gate.persons(2), Duration.zero),
        ("{ pause: {approvals: 1} }", .person, .zero),
        ("{ pause: {duration: 1m, approvals: 3} }", .persons(3), .seconds(60)),
        ("{ pause: {approvals: 2} }, { pause: {} }", .persons(2), .zero),
        ("{ pause: {} }, { pause: 5s }", .person, .seconds(5)),
    ])
    func `a pause says how many persons end it`(pause: String, gate: Gate, bake: Duration) throws {
        let stage = try #require(PlanText.read(text(pause: pause)).stages.first)
        #expect(stage.gate == gate)
        #expect(stage.bake == bake)
    }

    @Test(arguments: ["0", "11", "two"])
    func `a number of persons that cannot be is refused`(count: String) {
        let problems = PlanText.problems(text(pause: "{ pause: {approvals: \(count)} }"))
        #expect(problems.count == 1)
        #expect(problems.first?.contains("`approvals` is `\(count)`. Write a whole") == true)
    }

    @Test(arguments: [
        ("hold", UnansweredPolicy(.hold)), ("rollback", UnansweredPolicy(.rollback)),
        ("continue", UnansweredPolicy(.continue)),
        ("{ rollback: 4h }", UnansweredPolicy(.rollback, after: .seconds(14_400))),
        ("{ continue: 2d }", UnansweredPolicy(.continue, after: .seconds(172_800))),
    ])
    func `a gate that nobody answers goes the plan's way`(
        way: String,
        policy: UnansweredPolicy
    ) throws {
        let file = try PlanText.read(PlanText.sound(adding: "rollback: { unanswered: \(way) }"))
        #expect(file.unanswered == policy)
        #expect(try PlanText.read(PlanText.sound).unanswered == UnansweredPolicy(.hold))
    }

    @Test(arguments: [
        ("{ hold: 24h }", "`hold` waits without an end, so it has no time."),
        ("{}", "a gate that nobody answers has one way on."),
        ("{ rollback: 1h, continue: 1h }", "a gate that nobody answers has one way on."),
        ("{ rollback: 1s }", "`rollback` is `1s`. Write a duration from 1m to 30d"),
        ("wait", "`unanswered` is `wait`. Write hold, rollback, continue, {rollback: 24h}"),
    ])
    func `any other way is refused`(way: String, message: String) {
        let text = PlanText.sound(adding: "rollback: { unanswered: \(way) }")
        let problems = PlanText.problems(text)
        #expect(problems.count == 1)
        #expect(problems.first?.contains(message) == true, "\(problems)")
    }

    @Test func `a gate for two persons does not open without any`() {
        let text = text(pause: "{ pause: {approvals: 2} }") + "\nrollback: { unanswered: continue }"
        let problems = PlanText.problems(text)
        #expect(problems.count == 1)
        #expect(
            problems.first?.hasPrefix("shop.yaml:10:25: the gate at 5% asks 2 persons") == true
        )
    }

    @Test func `the environment in which the bytes were validated is another one`() throws {
        let text = PlanText.sound(replacing: "storefront }", with: "s, validatedIn: qa }")
        #expect(try PlanText.read(text).validatedIn == "qa")
        let problems = PlanText.problems(text.replacing("qa", with: "staging"))
        #expect(problems.count == 1)
        #expect(problems.first?.contains("is the environment of this plan") == true)
    }
}
