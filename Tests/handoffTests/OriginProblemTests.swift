import Testing

@testable import handoff

@Suite struct OriginProblemTests {
    private func problems(_ line: String) -> [String] {
        PlanText.problems(PlanText.sound(adding: "metrics:\n  " + line)).map {
            $0.split(separator: " ", maxSplits: 1).last.map(String.init) ?? ""
        }
    }

    @Test(arguments: [
        (
            "backlog: { above: 1, from: {} }",
            "`from` names no source. Write one of `openmetrics`, `prometheus`, `postgres`, "
                + "`redis`, `rabbitmq`, `http` and `command`."
        ),
        (
            "backlog: { above: 1, from: { openmetrics: a, command: [b] } }",
            "a metric has one source, and here are `openmetrics` and `command`. Keep one."
        ),
        (
            "backlog: { above: 1, from: { redis: { server: r:1, stream: s } } }",
            "`stream` and `group` go together: each group has its own jobs. Write both, or neither."
        ),
        (
            "backlog: { above: 1, from: { redis: { server: r:1 } } }",
            "`redis` needs `list`, or `stream` with `group`. Write one of them."
        ),
        (
            "connections: { from: { redis: { server: r:1, list: a } } }",
            "this metric is a share, and `redis` gives a number that is a part of nothing. "
                + "Name another source."
        ),
        (
            "connections: { from: { prometheus: { server: p:1, query: a } } }",
            "this metric is a share, and nothing says what it is a part of. Add `over`."
        ),
        (
            "backlog: { above: 1, from: { postgres: { server: p:1, database: d } } }",
            "this metric is one number, and with `over` it would be a share. Remove `over`, "
                + "and write a `query`."
        ),
        (
            "backlog: { above: 1, from: { command: [a], every: 5s } }",
            "a number may be 5.8 s old before the next one comes, and `staleness` is 5s. Write "
                + "at least 6s, or a shorter `every` or `timeout`."
        ),
        (
            "backlog: { above: 1, staleness: 30s, from: { command: [a], every: 25s } }",
            "it takes 3 numbers to be worse, and `window` (1m) has fewer at one every 25s. Write "
                + "at least 75s, or a shorter `every`."
        ),
        (
            "backlog: { above: 1, perRevision: true, from: { command: [a] } }",
            "this source gives one number for both revisions. Put {revision} where its question "
                + "names the revision, or remove `perRevision`."
        ),
        (
            "backlog: { above: 1, from: { openmetrics: a, env: [B] } }",
            "`env` goes with `command` only. Remove it."
        ),
    ])
    func `a contradiction is told with what to write`(line: String, sentence: String) {
        #expect(problems(line) == [sentence])
    }

    @Test func `failures that no source tells apart cannot be compared`() {
        let found = problems(
            "webhookFailures: { from: { prometheus: { server: p:1, query: a, over: b } } }"
        )
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("failures are judged for each revision") == true)
    }

    @Test(arguments: [
        "redis: { server: r:1, list: a, password: moonlight }",
        "redis: { server: 'user:moonlight@r:1', list: a }",
        "redis: { server: r:1, list: a, password: { env: 'moon light' } }",
        "rabbitmq: { server: 'http://guest:moonlight@r:15672', queue: a }",
        "http: { url: 'http://me:moonlight@r/stats', value: a }",
        "http: { url: 'http://r/stats', value: a, token: moonlight }",
        "postgres: { server: 'postgres://u:moonlight@h/d', database: d, query: q }",
        "postgres: { server: h:1, database: 'password=moonlight', query: q }",
    ])
    func `a secret that stands in the plan is refused and not shown`(from: String) {
        let found = problems("backlog: { above: 1, from: { \(from) } }")
        #expect(found.count == 1, "\(found)")
        #expect(!found.joined().contains("light"))
    }

    @Test func `https is refused with what works`() {
        let found = problems(
            "backlog: { above: 1, from: { http: { url: 'https://a/b', value: c } } }"
        )
        #expect(
            found == [
                "`url` cannot be used as written. Write an address without a name or password in "
                    + "it, such as http://127.0.0.1:8080/stats, over http."
            ]
        )
    }
}
