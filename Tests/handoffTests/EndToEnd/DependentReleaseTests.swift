import Foundation
import Testing

/// Services that the release depends on, and times at which nothing is released.
@Suite(.timeLimit(.minutes(20)))
struct DependentReleases {
    private func prepare(_ workshop: Workshop, hooks: String = "") async throws {
        let port = workshop.otherPorts[0]
        let steps = "[ {setWeight: 5}, {pause: {}}, {setWeight: 100} ]"
        try await workshop.prepare(steps: steps)
        let externals =
            "externals: { payments: { http: \"http://127.0.0.1:\(port)/health\", every: 200ms, "
            + "failures: 1 } }\n" + hooks
        try workshop.write(workshop.plan("b", steps: steps, adding: externals), to: "b.yaml")
        try await workshop.openShop()
        _ = try workshop.start(["gateway", "--port", "\(port)"], program: "storefront")
        try #require(try await eventually { WebQuestion.get("/health", port: port) != nil })
    }

    private func turn(_ way: String, _ workshop: Workshop) {
        let answer = WebQuestion.get("/control?down=\(way)", port: workshop.otherPorts[0])
        #expect(answer?.status == 200)
    }

    @Test func `while one is down nothing starts`() async throws {
        try await Workshop.open { workshop in
            try await prepare(workshop)
            turn("true", workshop)
            let running = Set(workshop.running)
            let end = try await workshop.run(["run", "b.yaml", "--headless"])
            #expect(end.code == 3, "\(end.words)")
            #expect(end.words.contains("external payments: It "), "\(end.words)")
            #expect(Set(workshop.running).isSubset(of: running))
        }
    }

    @Test func `one that goes down stops every shift until it is back`() async throws {
        try await Workshop.open { workshop in
            let url = "http://127.0.0.1:\(workshop.otherPorts[0])/control?down=true"
            try await prepare(
                workshop,
                hooks: "hooks: [ {name: cut, before: start, http: \"\(url)\"} ]"
            )
            let run = try workshop.begin()
            let down = "payments is down"
            let waiting = try await workshop.wait("told") { status in
                status.blockers.contains { $0.hasPrefix(down) } && status.phase == "starting"
            }
            #expect(waiting.askedPercent == 0 && waiting.outcome == nil, "\(waiting)")
            turn("false", workshop)
            try await workshop.waitForBake(at: 5)
            turn("true", workshop)
            try await workshop.wait("down") { $0.blockers.contains { $0.hasPrefix(down) } }
            let refused = try await workshop.run(["advance"])
            #expect(refused.code == 2)
            #expect(refused.words.contains("not advanced: \(down)"), "\(refused.words)")
            #expect(refused.words.contains("no fault of the canary"), "\(refused.words)")
            #expect(try await workshop.status().askedPercent == 5)
            turn("false", workshop)
            try await workshop.wait("up") { !$0.blockers.contains { $0.hasPrefix(down) } }
            #expect(try await workshop.run(["advance"]).code == 0)
            #expect(try await run.outcome().code == 0)
        }
    }

    private func expectOverridden(
        _ workshop: Workshop,
        refused words: String,
        check: String
    ) async throws {
        let refused = try await workshop.run(["run", "b.yaml", "--headless"])
        #expect(refused.code == 3, "\(refused.words)")
        #expect(refused.words.contains(words), "\(refused.words)")
        let over = ["--override", "--reason", "the board wants it"]
        let end = try await workshop.run(["run", "b.yaml", "--headless"] + over)
        #expect(end.code == 0, "\(end.words)")
        let shown = try await workshop.run(["show", "shop"])
        #expect(shown.output.contains("overridden by root: the board wants it"), "\(shown.output)")
        #expect(shown.output.contains("  \(check): "), "\(shown.output)")
        let history = try await workshop.run(["history"])
        #expect(
            history.output.contains("overridden: \(check) (the board wants"),
            "\(history.words)"
        )
    }

    @Test func `a freeze refuses the release, and passes with a reason`() async throws {
        try await Workshop.open { workshop in
            try await workshop.prepare(steps: Workshop.Steps.alone)
            let freeze =
                "freeze: [ {name: always, cron: \"0 * * * *\", for: 2h, timeZone: Europe/Berlin} ]"
            let plan = workshop.plan("b", steps: Workshop.Steps.alone, adding: freeze)
            try workshop.write(plan, to: "b.yaml")
            try await workshop.openShop()
            try await expectOverridden(workshop, refused: "always", check: "freeze window always")
        }
    }

    @Test func `bytes that did not succeed before are refused, and pass with a reason`()
        async throws
    {
        try await Workshop.open { workshop in
            try await workshop.prepare(steps: Workshop.Steps.alone)
            let plan = workshop.plan("b", steps: Workshop.Steps.alone)
                .replacing("path: shop-b,", with: "path: shop-b, validatedIn: staging,")
            try workshop.write(plan, to: "b.yaml")
            try await workshop.openShop()
            try await expectOverridden(workshop, refused: "staging", check: "validated in staging")
        }
    }
}
