import Foundation
import Testing

/// A release that takes the place of another one under way.
@Suite(.timeLimit(.minutes(20)))
struct SupersededReleases {
    private let flags = ["--headless", "--supersede", "--yes"]

    @Test func `the older one is rolled back before the newer one starts`() async throws {
        try await Workshop.open { workshop in
            try await workshop.prepare(["a", "b", "c"])
            try workshop.write(workshop.plan("c", steps: Workshop.Steps.alone), to: "c.yaml")
            try await workshop.openShop()
            let older = try workshop.start(
                ["run", "b.yaml", "--headless", "--state", workshop.path("state")]
            )
            try await workshop.waitForBake(at: 5)
            let alone = try await workshop.run(["run", "c.yaml", "--headless"])
            #expect(alone.code == 3)
            #expect(alone.errors.contains("`handoff run c.yaml --supersede` rolls it back first"))
            let unasked = try await workshop.run(["run", "c.yaml", "--headless", "--supersede"])
            #expect(unasked.code == 2 && unasked.errors.contains("Add `--yes`."))
            #expect(try await workshop.status().phase == "baking")
            let end = try await workshop.run(["run", "c.yaml"] + flags + ["--reason", "a fix"])
            #expect(end.code == 0, "\(end.words)")
            #expect(end.output.contains("r2 is over: it was rolled back\n"), "\(end.words)")
            #expect(end.output.contains("shop a → c in test"), "\(end.words)")
            let left = try await older.outcome()
            #expect(left.code == 5)
            #expect(left.words.contains("asked: superseded by c ("), "\(left.words)")
            #expect(left.words.contains("…): a fix"), "\(left.words)")
        }
    }

    @Test func `an older one that lost its steward gets one for its way back`() async throws {
        try await Workshop.open { workshop in
            try await workshop.prepare(["a", "b", "c"])
            try workshop.write(workshop.plan("c", steps: Workshop.Steps.alone), to: "c.yaml")
            try await workshop.openShop()
            let older = try workshop.start(
                ["run", "b.yaml", "--headless", "--state", workshop.path("state")]
            )
            try await workshop.waitForBake(at: 5)
            older.signal(SIGKILL)
            _ = try await older.outcome()
            let end = try await workshop.run(["run", "c.yaml"] + flags)
            #expect(end.code == 0, "\(end.words)")
            #expect(end.output.contains("r2 is over: it was rolled back\n"), "\(end.words)")
        }
    }

    @Test func `a rollback that fails leaves the newer one unstarted`() async throws {
        try await Workshop.open { workshop in
            try await workshop.prepare(["a", "b", "c"])
            let plan =
                workshop.plan("b").replacing("within: 30s", with: "within: 5s")
                + "progressDeadline: 10s\n"
            try workshop.write(plan, to: "b.yaml")
            try await workshop.openShop()
            let older = try workshop.start(
                ["run", "b.yaml", "--headless", "--state", workshop.path("state")]
            )
            try await workshop.waitForBake(at: 5)
            let routers = workshop.running.filter { $0.command.contains("haproxy") }
            try #require(!routers.isEmpty)
            for router in routers { kill(router.pid, SIGSTOP) }
            let end = try await workshop.run(["run", "c.yaml"] + flags)
            for router in routers { kill(router.pid, SIGCONT) }
            #expect(end.code == 6, "\(end.words)")
            #expect(end.errors.contains("not started: r2 to b was to be superseded by c"))
            #expect(try await older.outcome().code == 6)
            let history = try await workshop.run(["history"])
            #expect(!history.output.contains("r3"), "\(history.words)")
        }
    }
}
