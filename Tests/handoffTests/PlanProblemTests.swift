import Testing

@testable import handoff

@Suite struct PlanProblemTests {
    @Test func `ten mistakes give ten messages with their places`() {
        let text = """
            service: store front
            environment: production
            artifact:
              path: build/storefront
              digest: sha256:12345
            instances:
              process: { command: ["{artifact}", serve], ports: 9100-9103 }
              count: four
              drian: { within: 30s }
            router:
              haproxy: { listen: 127.0.0.1:8080, socket: run/admin.sock }
            metrics:
              errorRate: { worseBy: 1% }
            strategy:
              steps: [ { setWeight: 25 }, { pause: 2m }, { setWeight: 20 }, { setWeight: 100 } ]
              warm: 30m
            environment: staging
            workers: { mode: overlap }
            """
        let expected = """
            shop.yaml:1:10: `service` is `store front`. Write 1 to 40 letters, digits, `-` and `_`, \
            such as storefront.
            shop.yaml:5:11: `digest` is `sha256:12345`. Write `sha256:` and 64 hexadecimal digits, \
            as `sha256sum` prints them.
            shop.yaml:7:23: `command` has no "{port}", so all instances would want the same port. \
            Add "{port}" in quotes where the port belongs.
            shop.yaml:8:10: `count` is `four`. Write a whole number from 1 to 100.
            shop.yaml:9:3: unknown key `drian` in `instances`. Write `drain`.
            shop.yaml:11:22: `listen` is for a HAProxy that handoff runs, `socket` for your own. \
            Keep one or the other.
            shop.yaml:13:25: `worseBy` is `1%`. Write percentage points without a unit, such as 1.0, \
            or off.
            shop.yaml:15:46: this step goes to 20% after 25% in line 15. Weights only rise in a \
            plan; to lower one, step back or roll back.
            shop.yaml:17:1: `environment` is given twice, first in line 2. Keep one.
            shop.yaml:18:1: `workers`: this version cannot do it yet, and nothing was done. Remove \
            it to release without it.
            """
        #expect(PlanText.problems(text).joined(separator: "\n") == expected)
    }

    @Test func `a sound plan has no problems`() {
        #expect(PlanText.problems(PlanText.sound) == [])
    }

    @Test func `missing keys are named with what to write`() {
        #expect(
            PlanText.problems("service: a\nenvironment: b\nstrategy: {}\nrouter: {}") == [
                "shop.yaml:1:1: the file needs `artifact`: a section with `path`.",
                "shop.yaml:1:1: the file needs `instances`: a section with `process` and `count`.",
                "shop.yaml:3:11: `strategy` needs `steps`: a list such as [{setWeight: 5}, "
                    + "{pause: 2m}, {setWeight: 100}].",
                "shop.yaml:4:9: `router` needs `haproxy`: a section with any of `listen`, "
                    + "`socket`, `backends`, `map`, `records`.",
            ]
        )
    }

    @Test(arguments: [
        "workers", "migrations", "flags", "externals", "components", "rollback", "notify",
    ])
    func `what later versions do is refused and never ignored`(key: String) {
        let problems = PlanText.problems(PlanText.sound(adding: "\(key): {}"))
        #expect(problems.count == 1)
        #expect(
            problems.first?.contains("this version cannot do it yet, and nothing was done") == true
        )
    }

    @Test func `a key in the wrong section is sent to the right one`() {
        let problems = PlanText.problems(PlanText.sound(adding: "whenUnwatched: hold"))
        #expect(
            problems == [
                "shop.yaml:10:1: unknown key `whenUnwatched` in the file. It belongs under `strategy`."
            ]
        )
    }

    @Test func `both spellings of one key are a duplicate`() {
        let problems = PlanText.problems(PlanText.sound + "\n  warm: 1m\n  scaleDownDelay: 2m")
        #expect(
            problems == [
                "shop.yaml:11:3: `scaleDownDelay` and `warm` in line 10 mean the same. Keep one."
            ]
        )
    }

    @Test func `a value where the name of a variable belongs is not shown`() {
        let config = "config: { env: [\"DATABASE_URL=postgres://u:hunter2@db\"] }"
        let problems = PlanText.problems(PlanText.sound(adding: config))
        #expect(problems.count == 1)
        #expect(!problems.joined().contains("hunter2"))
    }

    @Test func `what a file says cannot steer the terminal`() {
        let text = PlanText.sound(adding: #""\e[2J\u202ezzzzzz": 1"#)
        let problems = PlanText.problems(text)
        #expect(problems.first?.contains("`?[2J?zzzzzz`") == true)
    }

    @Test func `a wrong value brings no second message about what follows from it`() {
        let text = PlanText.sound(replacing: "ports: 9100-9107", with: "ports: many")
        #expect(PlanText.problems(text).count == 1)
    }
}
