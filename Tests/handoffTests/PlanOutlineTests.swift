import RolloutCore
import Testing

@testable import handoff

@Suite struct PlanOutlineTests {
    private func outline(warm: String = "30m") throws -> PlanOutline {
        let steps =
            "[ {setWeight: 5}, {pause: 2m}, {setWeight: 50}, {pause: {}}, {setWeight: 100} ]"
        let text = PlanText.sound(
            replacing: "[ { setWeight: 5 }, { pause: 2m }, { setWeight: 100 } ]",
            with: steps + "\n  warm: \(warm)"
        )
        return PlanOutline(try PlanText.read(text))
    }

    @Test func `each stage is a step between start and warm`() throws {
        #expect(
            try outline().steps.map(\.name) == [
                "preflight", "rehearse", "start", "shift to 5%", "shift to 50%", "shift to 100%",
                "warm", "retire",
            ]
        )
    }

    @Test func `the shortest time is soak, twice, bakes and warm together`() throws {
        #expect(try outline().shortest == .seconds(10 + 10 + 120 + 1_800))
    }

    @Test func `a pause without an end needs a person`() throws {
        #expect(try outline().personSteps.map(\.name) == ["shift to 50%"])
    }

    @Test func `rollback before traffic moves returns none`() throws {
        let steps = try outline().steps
        #expect(steps[0].rollback == [Consequence("nothing was changed")])
        #expect(steps[1].rollback.first?.what.hasPrefix("no traffic has moved") == true)
        #expect(steps[2].rollback.first == Consequence("no traffic has moved"))
    }

    @Test func `rollback at a weight returns traffic before it stops anything`() throws {
        #expect(
            try outline().steps[4].rollback == [
                Consequence("canary 50% → 0%, stable 50% → 100%"),
                Consequence("drains and stops 4 canary instances", time: "at most 5 m 10 s"),
            ]
        )
    }

    @Test func `rollback while retiring starts stable again before traffic returns`() throws {
        let rollback = try #require(try outline().steps.last?.rollback)
        #expect(rollback[0].what.hasPrefix("starts stable instances that were stopped"))
        #expect(rollback[1].what == "canary 100% → 0%, stable 0% → 100%")
    }

    @Test func `a first release goes to all traffic at once and has no way back`() throws {
        let file = try PlanText.read(PlanText.sound)
        let digest = try #require(Digest(rawValue: "sha256:" + String(repeating: "a", count: 64)))
        let canary = Revision(label: "1", digest: digest, artifact: "/a", process: file.process)
        let outline = PlanOutline(file.plan(canary: canary, stable: nil))
        #expect(outline.steps.map(\.name) == ["preflight", "start", "shift to 100%"])
        #expect(outline.steps.last?.rollback.first?.what.hasPrefix("no revision served") == true)
    }

    @Test func `a plan and its file have the same outline`() throws {
        let file = try PlanText.read(PlanText.sound)
        let digest = try #require(Digest(rawValue: "sha256:" + String(repeating: "a", count: 64)))
        let revision = Revision(label: "1", digest: digest, artifact: "/a", process: file.process)
        #expect(PlanOutline(file.plan(canary: revision, stable: revision)) == PlanOutline(file))
    }

    @Test func `the text names each step with its time and its way back`() throws {
        let text = try outline().text
        #expect(
            text.contains(
                """
                5.  shift to 50%
                    does      50% of requests go to the canary, criteria are judged
                    takes     until every criterion passes and a person advances
                    rollback  canary 50% → 0%, stable 50% → 100%
                              drains and stops 4 canary instances, at most 5 m 10 s
                6.  shift to 100%
                """
            )
        )
    }
}
