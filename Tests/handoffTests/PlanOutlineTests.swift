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
                "preflight", "start", "shift to 5%", "shift to 50%", "shift to 100%", "warm",
                "retire",
            ]
        )
    }

    @Test func `the shortest time is soak, bakes and warm together`() throws {
        #expect(try outline().shortest == .seconds(10 + 120 + 1_800))
    }

    @Test func `a pause without an end needs a person`() throws {
        #expect(try outline().personSteps.map(\.name) == ["shift to 50%"])
    }

    @Test func `rollback before traffic moves returns nothing`() throws {
        let steps = try outline().steps
        #expect(steps[0].rollback.map(\.what) == ["nothing to return: nothing was changed"])
        #expect(steps[1].rollback.first?.what == "no traffic had moved")
    }

    @Test func `rollback at a weight returns traffic first`() throws {
        let rollback = try outline().steps[3].rollback
        #expect(rollback.first?.what == "50% → 0% on the canary, as soon as the router confirms")
        #expect(
            rollback.map(\.time).dropFirst() == [
                "at most 30 s, long-lived connections at most 5 m", "at most 10 s",
            ]
        )
    }

    @Test func `rollback while retiring starts stable again before traffic returns`() throws {
        let rollback = try #require(try outline().steps.last?.rollback)
        #expect(rollback[0].what == "instances of stable that were stopped start again")
        #expect(rollback[1].what.hasPrefix("100% → 0%"))
    }

    @Test func `a first release has nothing to return to and nothing to retire`() throws {
        let file = try PlanText.read(PlanText.sound)
        let digest = try #require(Digest(rawValue: "sha256:" + String(repeating: "a", count: 64)))
        let canary = Revision(label: "1", digest: digest, artifact: "/a", process: file.process)
        let outline = PlanOutline(file.plan(canary: canary, stable: nil))
        #expect(outline.steps.last?.name == "shift to 100%")
        #expect(outline.steps.last?.rollback.first?.what.contains("nothing to return to") == true)
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
                4.  shift to 50%
                    does      50% of requests go to the canary, criteria are judged
                    takes     until every criterion passes and a person advances
                    rollback  50% → 0% on the canary, as soon as the router confirms
                              the canary drains, at most 30 s, long-lived connections at most 5 m
                              the canary stops, at most 10 s
                5.  shift to 100%
                """
            )
        )
    }
}
