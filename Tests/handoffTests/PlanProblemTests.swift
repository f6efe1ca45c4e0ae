import Testing

@testable import handoff

@Suite struct PlanProblemTests {
    @Test func `ten mistakes give ten messages with their places`() {
        #expect(PlanText.problems(TenMistakes.plan).joined(separator: "\n") == TenMistakes.messages)
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
                    + "`affinity`, `canaryWhen`, `socket`, `backends`, `map`, `records`.",
            ]
        )
    }

    @Test func `what later versions do is refused and never ignored`() {
        let problems = PlanText.problems(PlanText.sound(adding: "analysis: {}"))
        #expect(problems.count == 1)
        #expect(
            problems.first?.contains("this version cannot do it yet, and nothing was done") == true
        )
    }

    @Test func `a key in the wrong section is sent to the right one`() {
        let problems = PlanText.problems(PlanText.sound(adding: "whenUnwatched: hold"))
        #expect(
            problems == [
                "shop.yaml:10:1: unknown key `whenUnwatched` in the file. "
                    + "It belongs under `strategy`."
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

    @Test func `a label that could reorder the screen is refused`() {
        let text = PlanText.sound(replacing: "storefront }", with: "a, label: \"2\\u202e0\" }")
        #expect(PlanText.problems(text).first?.contains("`label` is the text `2?0`") == true)
    }
}
