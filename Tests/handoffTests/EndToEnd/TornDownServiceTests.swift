import Foundation
import Testing

/// What the record says once everything of a service was stopped.
@Suite(.timeLimit(.minutes(20)))
struct TornDownServices {
    private struct Report: Decodable {
        struct Side: Decodable { var instances: Int }
        var outcome: String?
        var nothingRuns: Bool
        var canary: Side
    }

    private func report(_ workshop: Workshop) async throws -> Report {
        let json = try await workshop.run(["status", "-o", "json"]).output
        return try JSONDecoder().decode(Report.self, from: Data(json.utf8))
    }

    @Test func `nothing serves, and the next release is like a first one`() async throws {
        try await Workshop.open { workshop in
            try await workshop.prepare(steps: Workshop.Steps.alone)
            #expect(try await workshop.run(["run", "a.yaml", "--headless"]).code == 0)
            let before = try await report(workshop)
            #expect(!before.nothingRuns && before.canary.instances == 2)
            #expect(try await workshop.run(["tear-down", "--yes"]).code == 0)
            #expect(workshop.running.isEmpty)
            let after = try await report(workshop)
            #expect(after.nothingRuns && after.canary.instances == 0)
            #expect(after.outcome == "succeeded")
            let status = try await workshop.run(["status"])
            #expect(status.output.contains("nothing runs: no revision serves."))
            let history = try await workshop.run(["history"])
            #expect(history.output.hasPrefix("shop in test: nothing serves\n"))
            let next = try await workshop.run(["run", "b.yaml", "--headless"])
            #expect(next.code == 0, "\(next.words)")
            #expect(next.output.contains("first revision b"), "\(next.words)")
            #expect(next.output.contains("shop-3 is ready"), "\(next.words)")
            #expect(try await !report(workshop).nothingRuns)
        }
    }

    @Test func `a release under way is only ended when that is said`() async throws {
        try await Workshop.open { workshop in
            try await workshop.prepare()
            try await workshop.openShop()
            let run = try workshop.start(
                ["run", "b.yaml", "--headless", "--state", workshop.path("state")]
            )
            try await workshop.waitForBake(at: 5)
            let running = Set(workshop.running)
            let refused = try await workshop.run(["tear-down", "--yes"])
            #expect(refused.code == 2)
            #expect(refused.errors.contains("r2 of shop to b is under way. Nothing was changed."))
            #expect(Set(workshop.running).isSuperset(of: running))
            let end = try await workshop.run(["tear-down", "--abandon", "--yes"])
            #expect(end.code == 0, "\(end.words)")
            _ = try await run.outcome()
            let after = try await report(workshop)
            #expect(after.nothingRuns && after.outcome == "rollback failed")
            let shown = try await workshop.run(["show"])
            #expect(shown.output.contains("root stopped everything as it was, and nothing serves"))
            #expect(try await workshop.run(["retry", "--headless"]).code == 3)
            try workshop.write(workshop.plan("b", steps: Workshop.Steps.alone), to: "b.yaml")
            let next = try await workshop.run(["run", "b.yaml", "--headless"])
            #expect(next.code == 0, "\(next.words)")
        }
    }
}
