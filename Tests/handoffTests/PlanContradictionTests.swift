import Testing

@testable import handoff

@Suite struct PlanContradictionTests {
    @Test(arguments: [
        ("count: 4", "count: 5", "ports 9100-9107 are 8, and 5 instances of two revisions need 10"),
        (
            "count: 4", "count: 4\n  drain: { within: 5m, longLived: 1m }",
            "`longLived` (1m) is shorter than `within` (5m)"
        ),
        (
            "count: 4", "count: 4\n  ready: { soak: 10m }",
            "`soak` (10m) is longer than `progressDeadline` (10m) allows"
        ),
        (
            "count: 4", "count: 4\n  startup: { within: 11m }",
            "`startup.within` (11m) is longer than `progressDeadline` (10m) allows"
        ),
        (
            "count: 4", "count: 4\n  drain: { grace: 10m }",
            "a rollback could not finish in time"
        ),
        ("8080", "9105", "port 9105 is one of the ports of instances"),
        ("build/storefront }", "a, image: b }", "`image`: this version cannot do it yet"),
        ("\"{artifact}\", ", "shop, ", "`command` has no \"{artifact}\""),
        ("serve,", "\"{prot}\",", "`command` contains `{prot}`"),
        ("{ setWeight: 5 }, { pause: 2m }, ", "", "compares nothing"),
        ("{ setWeight: 100 }", "{ setWeight: 50 }", "the last weight is 50%"),
        ("{ setWeight: 5 }, ", "", "this pause comes before the first weight"),
        ("100 } ]", "100 }, { pause: 1m } ]", "this pause comes after 100%"),
        ("{ pause: 2m }", "{ pause: 2m, setWeight: 9 }", "this step is a weight and a pause"),
        ("{ pause: 2m }", "{}", "a step has one key"),
    ])
    func `a plan that contradicts itself is refused`(piece: String, other: String, why: String) {
        let warm = why == "compares nothing" ? "\n  warm: 0s" : ""
        let problems = PlanText.problems(PlanText.sound(replacing: piece, with: other) + warm)
        #expect(problems.count == 1)
        #expect(problems.first?.contains(why) == true, "\(problems)")
    }

    @Test(arguments: [
        ("{}", "`metrics` is empty"),
        (
            "{ backlog: {} }",
            "this criterion has no limit, so it could never be worse. Write `above`."
        ),
        ("{ p95: { tolerate: off } }", "Write `tolerate` or `above`"),
        ("{ p95: { tolerate: off, above: 1s, atLeast: 9ms } }", "`atLeast` belongs to"),
        ("{ p95: { window: 5s, staleness: 9s } }", "`staleness` (9s) is longer than `window` (5s)"),
        ("{ p95: { window: 3m } }", "Write a duration from 1s to 2m"),
        ("{ errorrate: {} }", "unknown key `errorrate` in `metrics`. Write `errorRate`."),
        ("{ disk: { above: 5 } }", "`disk` needs `from`"),
        ("{ disk: { from: { openmetrics: a }, above: 5% } }", "`above` is a share of nothing"),
        ("{ disk: { from: { openmetrics: a }, worseBy: 5 } }", "only shares are compared"),
        (
            "{ disk: { from: { openmetrics: a, over: b }, above: 5 } }",
            "`above` is a number, and with `over` this is a share"
        ),
        (
            "{ disk: { from: { openmetrics: a, over: b, counters: false }, worseBy: 5 } }",
            "only counters are compared"
        ),
        (
            "{ disk: { from: { openmetrics: a, over: b }, above: 5%, unit: MB } }",
            "`unit` has no meaning here"
        ),
        ("{ disk: { from: { openmetrics: a } } }", "this criterion has no limit"),
        ("{ errorRate: { from: { openmetrics: a } } }", "unknown key `from`"),
    ])
    func `a criterion that could not be judged is refused`(metrics: String, why: String) {
        let problems = PlanText.problems(PlanText.sound(adding: "metrics: \(metrics)"))
        #expect(problems.count == 1)
        #expect(problems.first?.contains(why) == true, "\(problems)")
    }

    @Test(arguments: [
        ("{}", "`haproxy` needs `listen`"),
        ("{ socket: a.sock, map: m }", "your own HAProxy needs `backends` and `records` as well"),
        ("{ listen: 8080 }", "Write an address and a port, such as 127.0.0.1:8080."),
        ("{ listen: \"127.0.0.1:8080 ssl\" }", "Write an address and a port"),
        (
            "{ socket: s, backends: [a, \"b; quit\"], map: m, records: 1 }",
            "entry 2 of `backends` is the text `b; quit`"
        ),
        ("{ socket: s, backends: [a, a], map: m, records: 1 }", "`a` is listed twice"),
        (
            "{ socket: s, backends: [a, b], map: m, records: 1, affinity: {} }",
            "`affinity` needs `listen`: such rules are part of HAProxy's configuration"
        ),
        ("{ listen: a:1, affinity: { cookie: \"a b\" } }", "Write 1 to 40 letters, digits"),
        ("{ listen: a:1, affinity: { within: 8d } }", "Write a duration from 0s to 7d"),
        ("{ listen: a:1, canaryWhen: {} }", "Write `header` or `cookie`."),
        ("{ listen: a:1, canaryWhen: \"X: a\" }", "Write {header: \"X-Canary: yes\"} or"),
        (
            "{ listen: a:1, canaryWhen: { header: \"X: a\", cookie: \"a=b\" } }",
            "requests for the canary have one sign"
        ),
        (
            "{ listen: a:1, canaryWhen: { header: \"X: a b\" } }",
            "Write a name with its value, letters, digits and `._~-` only, such as"
        ),
    ])
    func `a router that could not be steered is refused`(haproxy: String, why: String) {
        let text = PlanText.sound(replacing: "{ listen: 127.0.0.1:8080 }", with: haproxy)
        let problems = PlanText.problems(text)
        #expect(problems.count == 1)
        #expect(problems.first?.contains(why) == true, "\(problems)")
    }
}
