import Foundation
import Testing

/// A feature flag that changes with a release, as the shop's pages show it.
@Suite(.timeLimit(.minutes(20)))
struct FlagReleases {
    private func prepare(_ workshop: Workshop) async throws {
        let steps =
            "[ {setWeight: 5}, {pause: {}}, {setWeight: 50}, {pause: {}}, {setWeight: 100} ]"
        try workshop.write("{\"new_checkout\": false, \"other\": \"kept\"}", to: "flags.json")
        try await workshop.prepare(steps: steps)
        let flags =
            "flags: { new_checkout: { at: 50, set: true, store: { file: flags.json } } }"
        for label in ["a", "b"] {
            let plan = workshop.plan(label, steps: steps, adding: label == "b" ? flags : "")
                .replacing(
                    "\"{port}\", --database",
                    with: "\"{port}\", --flags, \(workshop.path("flags.json")), --database"
                )
            try workshop.write(plan, to: "\(label).yaml")
        }
        try await workshop.openShop()
    }

    /// What the page of an order says of its checkout, asked for until it is that.
    private func expectCheckout(_ wanted: String, _ workshop: Workshop) async throws {
        var found = ""
        let isSo = try await eventually(within: .seconds(15)) {
            let page = WebQuestion.get("/orders/A-1001", port: workshop.port)
            found = page?.headers["x-checkout"] ?? "\(page?.status ?? 0)"
            return found == wanted
        }
        #expect(isSo, "\(found)")
    }

    @Test func `a flag is set at its weight, and is as before after a step back and a rollback`()
        async throws
    {
        try await Workshop.open { workshop in
            try await prepare(workshop)
            let run = try workshop.begin()
            try await workshop.waitForBake(at: 5)
            try await expectCheckout("old", workshop)
            #expect(try await workshop.run(["advance"]).code == 0)
            try await workshop.waitForBake(at: 50)
            try await expectCheckout("new", workshop)
            #expect(workshop.text("flags.json").contains("\"kept\""))
            #expect(try await workshop.run(["step-back", "--yes"]).code == 0)
            try await workshop.waitForBake(at: 5)
            try await expectCheckout("old", workshop)
            #expect(try await workshop.run(["advance"]).code == 0)
            try await workshop.waitForBake(at: 50)
            try await expectCheckout("new", workshop)
            #expect(try await workshop.run(["rollback", "--yes"]).code == 0)
            let end = try await run.outcome()
            #expect(end.code == 5, "\(end.words)")
            try await expectCheckout("old", workshop)
            #expect(workshop.text("flags.json").contains("\"new_checkout\": false"))
        }
    }

    @Test func `a flag that somebody else changed waits for a person and is left alone`()
        async throws
    {
        try await Workshop.open { workshop in
            try await prepare(workshop)
            let run = try workshop.begin()
            try await workshop.waitForBake(at: 5)
            #expect(try await workshop.run(["advance"]).code == 0)
            try await workshop.waitForBake(at: 50)
            try await expectCheckout("new", workshop)
            try workshop.write("{\"new_checkout\": \"later\"}", to: "flags.json")
            let words = "somebody else set flag new_checkout to later; a person advances"
            try await workshop.wait("told") { $0.blockers.contains(words) }
            let status = try await workshop.run(["status"])
            #expect(status.output.contains("in the way: \(words)"), "\(status.output)")
            #expect(try await workshop.run(["rollback", "--yes"]).code == 0)
            let end = try await run.outcome()
            #expect(end.code == 6, "\(end.words)")
            #expect(
                end.words.contains(
                    "flag new_checkout is later, set by somebody else, and was left"
                ),
                "\(end.words)"
            )
            #expect(workshop.text("flags.json") == "{\"new_checkout\": \"later\"}")
            #expect(try await workshop.status().observedPercent == 0)
        }
    }
}
