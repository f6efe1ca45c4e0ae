import RolloutCore
import Testing

@testable import handoff

/// How a plan says which steps of the user's own it has.
@Suite struct HookReadingTests {
    @Test func `hooks keep the order of the file`() throws {
        let lines = """
            hooks:
              - { name: smoke, after: start, run: [bin/smoke, --quick], within: 2m }
              - { name: window, before: shift, http: "https://ci.example/window", timeout: 3s }
              - { name: tell, after: rollback, run: [tell] }
            """
        let hooks = try PlanText.read(PlanText.sound(adding: lines)).hooks
        func command(_ words: [String], _ within: Duration) -> HookPlan.Action {
            .command(DeclaredCommand(words, folder: "/plans/", within: within))
        }
        let limit = InMicroseconds(wrappedValue: .seconds(3))
        #expect(
            hooks == [
                HookPlan(
                    name: "smoke",
                    point: .after(.start),
                    action: command(["/plans/bin/smoke", "--quick"], .seconds(120))
                ),
                HookPlan(
                    name: "window",
                    point: .before(.shift),
                    action: .http(url: "https://ci.example/window", timeout: limit)
                ),
                HookPlan(
                    name: "tell",
                    point: .after(.rollback),
                    action: command(["tell"], .seconds(60))
                ),
            ]
        )
    }

    @Test(arguments: [
        ("[]", "10:8: `hooks` is a list. Write a list such as"),
        ("[{ after: start, run: [a] }]", "10:9: entry 1 of `hooks` needs `name`"),
        ("[{ name: a, run: [a] }]", "10:9: nothing says when this hook runs."),
        ("[{ name: a, before: shift, after: shift, run: [a] }]", "10:28: a hook runs at one"),
        ("[{ name: a, after: start }]", "10:9: this hook does nothing. Write `run` or `http`."),
        ("[{ name: a, after: end, run: [a] }]", "10:27: `after` is `end`. Write preflight,"),
        (
            "[{ name: a, before: preflight, run: [a] }]",
            "10:28: `before` is `preflight`, and no hook comes before the checks"
        ),
        (
            "[{ name: a, before: rollback, run: [a] }]",
            "10:28: `before` is `rollback`, and no hook may hold up the way back."
        ),
        ("[{ name: a, after: start, run: [a], timeout: 1s }]", "10:53: `timeout` is the limit of"),
        ("[{ name: a, after: start, http: \"http://h/\", within: 1s }]", "10:61: `within` is the"),
        (
            "[{ name: a, after: start, run: [a] }, { name: a, after: warm, run: [a] }]",
            "10:46: `a` is listed twice. Keep one."
        ),
        (
            "[{ name: a, befor: 1, after: warm, run: [a] }]",
            "10:20: unknown key `befor` in `hooks[1]`"
        ),
        (
            "[{ name: a, before: expand, run: [a] }]",
            "10:28: this hook would never run: the plan has"
        ),
        (
            "[{ name: a, after: workers, run: [a] }]",
            "10:27: this hook would never run: the plan has"
        ),
        ("[{ name: a, after: contract, run: [a] }]", "10:27: this hook would never run"),
    ])
    func `a mistake is named with its place`(hooks: String, message: String) {
        let problems = PlanText.problems(PlanText.sound(adding: "hooks: \(hooks)"))
        #expect(problems.first?.hasPrefix("shop.yaml:" + message) == true, "\(problems)")
    }

    @Test func `a hook at a rehearsal that is off would never run`() {
        let lines =
            "hooks: [{ name: a, after: rehearsal, run: [a] }]\nrollback: { rehearsal: off }"
        #expect(
            PlanText.problems(PlanText.sound(adding: lines)) == [
                "shop.yaml:10:27: this hook would never run: `rehearsal` is off. Remove the hook, "
                    + "or write `rehearsal: required`."
            ]
        )
    }
}
