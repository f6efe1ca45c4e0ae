import Foundation
import RolloutCore
import Testing

/// The user's own steps, which hold a release at their point and let it go on.
@Suite(.timeLimit(.minutes(20)))
struct HookReleases {
    private func prepare(_ workshop: Workshop, hooks: String) async throws {
        try await workshop.prepare(steps: Workshop.Steps.alone)
        let plan = workshop.plan("b", steps: Workshop.Steps.alone, adding: "hooks: [ \(hooks) ]")
        try workshop.write(plan, to: "b.yaml")
        try await workshop.openShop()
    }

    @Test func `a command holds at its point, is told where it is, and lets go`() async throws {
        try await Workshop.open { workshop in
            try workshop.script(
                "env | grep ^HANDOFF_ | grep -v ^HANDOFF_COMMAND | sort > "
                    + "\(workshop.path("told"))\n"
                    + "test -e \(workshop.path("good")) || { echo not yet good; exit 7; }\n"
                    + "echo good",
                to: "smoke"
            )
            try await prepare(workshop, hooks: "{name: smoke, after: start, run: [./smoke]}")
            let run = try workshop.begin()
            let held = try await workshop.wait("held") { $0.hold != nil }
            let words = "hook smoke (after start) does not advance: hook `smoke` does not advance "
            #expect(held.hold?.hasPrefix(words) == true, "\(held)")
            #expect(held.hold?.contains("exit status 7: not yet good") == true, "\(held)")
            #expect(held.observedPercent == 0)
            let start = try #require(try workshop.entries(2).first)
            guard case .releaseStarted(let started) = start.event else { return }
            let lines = workshop.text("told").split(separator: "\n").map(String.init)
            let visit = lines.first { $0.hasPrefix("HANDOFF_IDEMPOTENCY_KEY=") }
            #expect(visit?.hasPrefix("HANDOFF_IDEMPOTENCY_KEY=shop/test/r2/") == true)
            #expect(
                lines.filter { $0 != visit } == [
                    "HANDOFF_DIGEST=\(started.plan.canary.digest)", "HANDOFF_ENVIRONMENT=test",
                    "HANDOFF_FROM=a", "HANDOFF_HOOK=smoke", "HANDOFF_POINT=after start",
                    "HANDOFF_RELEASE=r2", "HANDOFF_SERVICE=shop", "HANDOFF_TO=b",
                    "HANDOFF_WEIGHT=20",
                ],
                "\(lines)"
            )
            try workshop.write("", to: "good")
            #expect(try await workshop.run(["resume"]).code == 0)
            let end = try await run.outcome()
            #expect(end.code == 0, "\(end.words)")
            #expect(workshop.text("told").contains(visit ?? "nothing"))
        }
    }

    @Test func `a service that is asked holds until it says yes`() async throws {
        try await Workshop.open { workshop in
            let port = workshop.otherPorts[0]
            let url = "http://127.0.0.1:\(port)/release"
            let hook = "{name: ask, before: shift, http: \"\(url)\", timeout: 2s}"
            let answer = try WebAnswers(port: port, status: 503)
            try await prepare(workshop, hooks: hook)
            let run = try workshop.begin()
            let held = try await workshop.wait("held") { $0.hold != nil }
            #expect(held.hold?.contains("(before shift) does not advance") == true, "\(held)")
            #expect(held.askedPercent == 0 || held.observedPercent == 0, "\(held)")
            answer.status = 204
            #expect(try await workshop.run(["resume"]).code == 0)
            let end = try await run.outcome()
            #expect(end.code == 0, "\(end.words)")
            // Two shifts, the first of them asked for twice.
            let bodies = answer.requests.map(\.body)
            #expect(bodies.count == 3 && bodies[0] == bodies[1], "\(bodies)")
            #expect(bodies.allSatisfy { $0.contains("\"point\":\"before shift\"") })
            let keys = answer.requests.compactMap { $0.headers["idempotency-key"] }
            #expect(keys.count == 3 && Set(keys).count == 2, "\(keys)")
        }
    }

    @Test func `an override with its reason passes a hook, on the record`() async throws {
        try await Workshop.open { workshop in
            try await prepare(workshop, hooks: "{name: smoke, after: start, run: [\"false\"]}")
            let run = try workshop.begin()
            try await workshop.wait("held") { $0.hold != nil }
            let plain = try await workshop.run(["advance"])
            #expect(plain.code == 2)
            #expect(
                plain.words.contains("`advance --override --reason` passes it"),
                "\(plain.words)"
            )
            let silent = try await workshop.run(["advance", "--override", "--yes"])
            #expect(silent.code == 2 && silent.words.contains("none was given"), "\(silent.words)")
            let words = ["advance", "--override", "--yes", "--reason", "smoke is broken itself"]
            let passed = try await workshop.run(words)
            #expect(passed.code == 0, "\(passed.words)")
            #expect(try await run.outcome().code == 0)
            let shown = try await workshop.run(["show", "shop", "r2"])
            #expect(shown.output.contains("smoke is broken itself"), "\(shown.output)")
        }
    }

    @Test func `a rollback waits for no hook`() async throws {
        try await Workshop.open { workshop in
            try workshop.script("sleep 300", to: "endless")
            let hooks =
                "{name: slow, before: shift, run: [./endless], within: 10m}, "
                + "{name: after, after: rollback, run: [\"false\"]}"
            try await prepare(workshop, hooks: hooks)
            let run = try workshop.begin()
            let isRunning = try await eventually {
                workshop.running.contains { $0.command.contains("/endless") }
            }
            try #require(isRunning)
            #expect(try await workshop.run(["rollback", "--yes"]).code == 0)
            let end = try await run.outcome(within: .seconds(30))
            #expect(end.code == 5, "\(end.words)")
            #expect(!workshop.running.contains { $0.command.contains("endless") })
        }
    }
}
