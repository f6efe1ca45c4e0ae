import RolloutCore
import Testing

@testable import handoff

/// Where a plan says that the past of its service is known from.
@Suite struct HistoryReadingTests {
    private func text(_ prometheus: String) -> String {
        PlanText.sound(adding: "judge:\n  history:\n    prometheus: \(prometheus)")
    }

    private func history(_ prometheus: String) throws -> PrometheusHistory? {
        try PlanText.read(text(prometheus)).judge.history
    }

    private let questions = "requests: sum by (instance) (a), errors: b"

    @Test func `a server with two questions is enough, the rest is usual`() throws {
        let found = try history("{ server: http://prom:9090, \(questions) }")
        let expected = PrometheusHistory(
            server: WebPlace(endpoint: "prom:9090"),
            requests: "sum by (instance) (a)",
            errors: "b"
        )
        #expect(found == expected)
        #expect(expected.label == "instance" && expected.step == 15)
    }

    @Test func `label, pace, path and access are as written`() throws {
        let found = try history(
            "{ server: http://prom:9090/main/, \(questions), label: pod, step: 30s, "
                + "token: {env: PROM_TOKEN} }"
        )
        let access = Access(token: .variable("PROM_TOKEN"))
        #expect(
            found
                == PrometheusHistory(
                    server: WebPlace(endpoint: "prom:9090", path: "/main", access: access),
                    requests: "sum by (instance) (a)",
                    errors: "b",
                    label: "pod",
                    step: 30
                )
        )
    }

    @Test func `a plan without it asks nobody`() throws {
        #expect(try PlanText.read(PlanText.sound).judge.history == nil)
    }

    @Test(arguments: [
        ("{ server: http://p:1, requests: a }", "12:17: `prometheus` needs `errors`"),
        ("{ requests: a, errors: b }", "12:17: `prometheus` needs `server`"),
        (
            "{ server: http://p:1, requests: '', errors: b }",
            "12:49: `requests` is the text ``. Write PromQL such as 'sum by (instance)"
        ),
        (
            "{ server: http://p:1, requests: a, errors: b, label: 'a b' }",
            "12:70: `label` is the text `a b`. Write the name of a label, such as instance."
        ),
        (
            "{ server: http://p:1, requests: a, errors: b, step: 2m }",
            "12:69: `step` is `2m`. Write a duration from 1s to 1m, such as 15s."
        ),
        (
            "{ server: 'https://p:1', requests: a, errors: b }",
            "12:27: `server` cannot be used as written. Write "
        ),
        ("{ server: http://p:1, requests: a, errors: b, query: c }", "12:63: unknown key `query`"),
    ])
    func `a mistake is told with its line and column`(_ written: String, _ words: String) {
        let problems = PlanText.problems(text(written))
        #expect(problems.count == 1, "\(problems)")
        #expect(problems.first?.hasPrefix("shop.yaml:" + words) == true, "\(problems)")
    }

    @Test func `a password that stands in the plan is refused and not shown`() {
        let problems = PlanText.problems(
            text("{ server: http://p:1, \(questions), user: me, password: moonlight }")
        )
        #expect(problems.count == 1, "\(problems)")
        #expect(!problems.joined().contains("moonlight"))
    }
}
