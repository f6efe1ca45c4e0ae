import Foundation
import Testing

/// Whole short releases, steered from other processes as people and CI jobs do it.
@Suite(.timeLimit(.minutes(20)))
struct SteeredReleases {
    /// Gives a command and expects its exit code and words.
    private func give(
        _ workshop: Workshop,
        _ words: [String],
        _ code: Int32 = 0,
        says sentence: String
    ) async throws {
        let end = try await workshop.run(words)
        #expect(end.code == code, "\(words): \(end.words)")
        #expect(end.words.contains(sentence), "\(words): \(end.words)")
    }

    @Test func `every command of another process reaches the release and is answered`() async throws
    {
        try await Workshop.open { workshop in
            try await workshop.prepare()
            try await workshop.openShop()
            let run = try workshop.start(
                ["run", "b.yaml", "--headless", "--state", workshop.path("state")]
            )
            try await workshop.waitForBake(at: 5)
            try await give(workshop, ["annotate", "--reason", "looks fine"], says: "looks fine")
            try await give(workshop, ["pause", "--reason", "lunch"], says: "paused, reason: lunch")
            #expect(try await workshop.status().isPaused)
            try await give(workshop, ["pause"], 2, says: "not paused again")
            try await give(workshop, ["advance"], 2, says: "not advanced: paused by")
            try await give(workshop, ["resume"], says: "resumed")
            try await give(workshop, ["advance"], says: "shifting to 25%")
            try await workshop.waitForBake(at: 25)
            try await give(workshop, ["step-back", "--yes"], says: " steps back to 5%")
            try await workshop.waitForBake(at: 5)
            try await give(workshop, ["step-back"], 2, says: "no terminal to ask at")
            try await give(workshop, ["rollback"], 2, says: "Nothing was changed. Add `--yes`.")
            try await give(
                workshop,
                ["rollback", "--yes", "--reason", "enough"],
                says: "asked: enough"
            )
            let end = try await run.outcome()
            #expect(end.code == 5)
            #expect(end.lastLine.contains("rolled back: all traffic is on a, b is gone"))
            #expect(try await workshop.status().observedPercent == 0)
        }
    }

    @Test func `the record of a release can be read afterwards`() async throws {
        try await Workshop.open { workshop in
            try await workshop.prepare(steps: Workshop.Steps.alone)
            try await workshop.openShop()
            let run = try workshop.start(
                ["run", "b.yaml", "--headless", "--state", workshop.path("state")]
            )
            let isThere = try await eventually { run.output.contains("started release r2") }
            try #require(isThere)
            let watched = try await workshop.run(["watch"])
            #expect(watched.code == 0)
            let end = try await run.outcome()
            #expect(end.code == 0, "\(end.words)")
            #expect(end.lastLine.contains("succeeded: all traffic is on b"))
            let shown = try await workshop.run(["show", "shop", "r2"])
            #expect(shown.code == 0)
            #expect(shown.output.hasPrefix("changes from a to b\n"))
            #expect(shown.output.hasSuffix(end.output))
            #expect(watched.output == end.output)
            let history = try await workshop.run(["history"])
            let lines = history.output.split(separator: "\n")
            #expect(history.code == 0 && lines.count == 3, "\(history.words)")
            #expect(lines.first?.contains("shop in test: b (") == true)
            #expect(lines.dropFirst().first?.contains("a → b   succeeded after") == true)
            try await give(workshop, ["rollback", "--yes"], 2, says: "which is over (succeeded)")
            try await give(workshop, ["show", "--release", "r9"], 2, says: "no release `r9`")
            try await give(workshop, ["tear-down"], 2, says: "Nothing was changed. Add `--yes`.")
            try await give(workshop, ["tear-down", "--yes"], says: "runs any more")
            #expect(workshop.running.isEmpty)
        }
    }

    @Test func `one steward at a time, and one release`() async throws {
        try await Workshop.open { workshop in
            try await workshop.prepare(["a", "b", "c"])
            try await workshop.openShop()
            let run = try workshop.start(
                ["run", "b.yaml", "--headless", "--state", workshop.path("state")]
            )
            try await workshop.waitForBake(at: 5)
            let running = Set(workshop.running)
            let again = try await workshop.run(["run", "b.yaml", "--headless"])
            #expect(again.code == 7)
            #expect(again.output == "")
            #expect(again.errors.hasPrefix("another process is steering shop: pid \(run.pid) on "))
            #expect(again.errors.contains("Nothing was changed. `handoff watch shop` shows it;"))
            try await give(
                workshop,
                ["resume", "--take-over"],
                7,
                says: "`handoff resume shop --take-over` works once it is silent for 30 s."
            )
            try await give(
                workshop,
                ["run", "c.yaml", "--headless"],
                3,
                says: "a service has one release at a time. Nothing was changed."
            )
            #expect(try await workshop.status().phase == "baking")
            #expect(Set(workshop.running) == running)
        }
    }

    @Test func `a release whose steward left waits for the next one`() async throws {
        try await Workshop.open { workshop in
            try await workshop.prepare()
            try await workshop.openShop()
            let run = try workshop.start(
                ["run", "b.yaml", "--headless", "--state", workshop.path("state")]
            )
            try await workshop.waitForBake(at: 5)
            run.signal(SIGTERM)
            let left = try await run.outcome()
            #expect(left.code == 8)
            let option = "--state \(workshop.path("state"))"
            #expect(left.lastLine.contains("`handoff resume shop \(option)"))
            try await give(workshop, ["pause"], 9, says: "no steward runs for release r2")
            try await give(workshop, ["resume"], says: "release r2 goes on with a new steward")
            let late = try await workshop.run(
                ["run", "b.yaml", "--headless", "--timeout", "1s"],
                within: .seconds(20)
            )
            #expect(late.code == 7)
            let end = try await workshop.run(["rollback", "--yes", "--wait"])
            #expect(end.code == 5, "\(end.words)")
            #expect(end.lastLine.contains("rolled back: all traffic is on a, b is gone"))
        }
    }

    @Test func `waiting ends at its limit and the release stays`() async throws {
        try await Workshop.open { workshop in
            try await workshop.prepare()
            try await workshop.openShop()
            let late = try await workshop.run(["run", "b.yaml", "--headless", "--timeout", "3s"])
            #expect(late.code == 8)
            #expect(late.lastLine.hasPrefix("left: the release stays where it is."))
            #expect(try await workshop.status().outcome == nil)
        }
    }
}
