import Foundation
import Testing

/// What a release changes, told before it starts and afterwards.
@Suite(.timeLimit(.minutes(20)))
struct ReleaseDifferences {
    private struct Report: Decodable {
        struct Difference: Decodable {
            struct Change: Decodable {
                var part: String
                var name: String
                var old: String?
                var new: String?
            }
            var from: String?
            var to: String
            var changes: [Change]
        }
        var difference: Difference
    }

    @Test func `the plan and the record tell the same`() async throws {
        try await Workshop.open { workshop in
            try await workshop.prepare(steps: Workshop.Steps.alone)
            let state = ["--state", workshop.path("state")]
            let blank = try await workshop.start(["plan", "a.yaml"] + state).outcome()
            #expect(blank.code == 0 && !blank.output.contains("changes from"))
            #expect(!FileManager.default.fileExists(atPath: workshop.path("state")))
            try await workshop.openShop()
            let plan = workshop.plan("b", steps: Workshop.Steps.alone)
                .replacing("secrets: [", with: "env: [TERM], secrets: [")
                .replacing("above: 50%", with: "above: 40%")
            try workshop.write(plan, to: "b.yaml")
            let planned = try await workshop.start(["plan", "b.yaml"] + state).outcome()
            #expect(planned.output.contains("changes from a to b\n  artifact       digest: "))
            #expect(planned.output.contains("  configuration  TERM: added, variable\n"))
            #expect(planned.output.contains("above 50 %: rollback → "), "\(planned.words)")
            #expect(!planned.words.contains("xterm"))
            let json = try await workshop.start(["plan", "b.yaml", "-o", "json"] + state).outcome()
            let told = try JSONDecoder().decode(Report.self, from: Data(json.output.utf8))
            #expect(told.difference.from == "a" && told.difference.to == "b")
            let end = try await workshop.run(["run", "b.yaml", "--headless"])
            #expect(end.code == 0, "\(end.words)")
            let shown = try await workshop.run(["show", "shop", "r2", "--changes", "-o", "json"])
            let record = try JSONDecoder().decode(Report.self, from: Data(shown.output.utf8))
            #expect(record.difference.changes.map(\.name) == told.difference.changes.map(\.name))
            #expect(record.difference.changes.map(\.new) == told.difference.changes.map(\.new))
            let first = try await workshop.run(["show", "shop", "r1", "--changes"])
            #expect(first.output == "nothing serves now: everything of a is new\n")
        }
    }

    @Test func `an artifact that was not built yet is said`() async throws {
        try await Workshop.open { workshop in
            try await workshop.prepare(["a"], steps: Workshop.Steps.alone)
            try await workshop.openShop()
            try workshop.write(workshop.plan("z"), to: "z.yaml")
            let end =
                try await workshop
                .start(["plan", "z.yaml", "--state", workshop.path("state")]).outcome()
            #expect(end.code == 0)
            #expect(end.output.contains("shop-z cannot be read: no such file or directory, so its"))
        }
    }
}
