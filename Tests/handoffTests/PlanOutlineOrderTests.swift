import RolloutCore
import Testing

@testable import handoff

/// The outline of a plan with everything in it.
@Suite struct PlanOutlineOrderTests {
    private static let lines = """
        workers: { mode: overlap, process: { command: ["{artifact}", work] }, count: 4 }
        migrations:
          check: { run: [state] }
          expand: { run: [expand], state: 2 }
          backfill: { run: [fill] }
          contract: { run: [contract], state: 3 }
        flags: { checkout: { at: 5, set: true, store: { file: f } } }
        externals: { payments: { tcp: "pay:443" } }
        hooks:
          - { name: smoke, after: start, run: [smoke] }
          - { name: tell, after: rollback, run: [tell], within: 5s }
        freeze: [{ name: weekend, cron: "0 18 * * 5", for: 62h, timeZone: UTC }]
        notify: [{ slack: {env: SLACK} }]
        rollback: { unanswered: {rollback: 24h} }
        """

    private func steps() throws -> [PlanOutline.Step] {
        PlanOutline(try PlanText.read(PlanText.sound(adding: Self.lines))).steps
    }

    @Test func `the parts are in the order in which they happen`() throws {
        #expect(
            try steps().map(\.name) == [
                "preflight", "rehearse", "expand", "start", "change workers", "shift to 5%",
                "shift to 100%", "warm", "retire", "contract",
            ]
        )
    }

    @Test func `a rollback goes traffic, workers, flags, and then the rest`() throws {
        let step = try #require(try steps().first { $0.name == "shift to 5%" })
        #expect(
            step.rollback.map(\.what) == [
                "canary 5% → 0%, stable 95% → 100%",
                "starts the previous workers and ends the canary's",
                "flag checkout → what it was",
                "the schema stays expanded; both revisions tolerate it",
                "drains and stops 4 canary instances",
                "hook tell, once traffic has returned",
            ]
        )
    }

    @Test func `there is no way back from the removal`() throws {
        let step = try #require(try steps().last)
        #expect(step.needsPerson)
        #expect(step.rollback.map(\.what).first?.contains("point of no return") == true)
        #expect(step.rollback.count == 1)
    }

    @Test func `steps say what they wait for, what they set and which hooks they have`() throws {
        let steps = try steps()
        #expect(steps[0].action.hasSuffix("nothing is released during weekend"))
        #expect(steps[3].needs == ["payments is up"])
        #expect(steps[3].hooks == ["after: smoke, at most 1 m"])
        #expect(steps[5].action.hasSuffix("flag checkout → true"))
        #expect(steps[6].action == "all requests go to the canary")
        #expect(steps[7].needs == ["no row is left to fill"])
    }

    @Test func `workers take as long as they are watched, with both their soaks`() throws {
        let step = try #require(try steps().first { $0.part == .workers })
        #expect(step.atLeast == .seconds(10 + 30 + 10))
        #expect(step.atMost == .seconds(600 + 30 + 60))
    }

    @Test func `a first release has no old workers and no way back to them`() throws {
        let file = try PlanText.read(PlanText.sound(adding: Self.lines))
        let digest = try #require(Digest(rawValue: "sha256:" + String(repeating: "a", count: 64)))
        let canary = file.revision(digest: digest, at: "/a")
        let steps = PlanOutline(file.plan(canary: canary, stable: nil)).steps
        #expect(steps.first { $0.part == .workers }?.action == "start 4 canary workers")
        #expect(steps.first { $0.part == .shift }?.action.hasSuffix("flag checkout → true") == true)
        #expect(!steps.contains { $0.part == .warm })
    }

    @Test func `a plan and its file have the same outline with everything in it`() throws {
        let file = try PlanText.read(PlanText.sound(adding: Self.lines))
        let digest = try #require(Digest(rawValue: "sha256:" + String(repeating: "a", count: 64)))
        let revision = file.revision(digest: digest, at: "/a")
        #expect(PlanOutline(file.plan(canary: revision, stable: revision)) == PlanOutline(file))
    }

    @Test func `the text sums up who is needed, who is told and what comes of no answer`() throws {
        let text = PlanReport(try PlanText.read(PlanText.sound(adding: Self.lines))).text
        #expect(
            text.hasSuffix(
                "a person is needed at contract. While no dashboard is open, it holds at the next "
                    + "gate. A gate that nobody answers for 1 d rolls it back. 1 receiver is told "
                    + "of it."
            )
        )
        #expect(text.contains("    hooks     after: smoke, at most 1 m\n"))
        #expect(text.contains("    takes     until a person confirms\n"))
    }

    @Test func `a gate for two persons says so`() throws {
        let text = PlanText.sound(replacing: "{ pause: 2m }", with: "{ pause: {approvals: 2} }")
        #expect(
            PlanReport(try PlanText.read(text)).text.contains(
                "until every criterion passes and 2 different persons advance"
            )
        )
    }
}
