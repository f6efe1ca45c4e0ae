import Foundation
import Testing

@testable import handoff

/// The whole story on real processes: schema, workers, a flag, payments, webhooks, under load.
// One at a time: each has a dozen processes, and times of its own to keep.
@Suite(.serialized, .timeLimit(.minutes(4)))
struct FullDemoRuns {
    /// Runs the demo in a workshop, on ports that only this workshop has.
    private func run(_ workshop: Workshop, _ words: [String]) async throws -> Child.Outcome {
        // A server that does not run as root passes through the folder.
        #expect(chmod(workshop.folder, 0o711) == 0)
        let first = workshop.ports.lowerBound
        let demo = try workshop.start(
            ["demo", "--full", "--rate", "200", "--port", "\(first + 6)"]
                + ["--ports", "\(first)-\(first + 5)"] + words
        )
        let end = try await demo.outcome(within: .seconds(180))
        #expect(end.code == 0, "\(end.words)")
        #expect(end.lastLine == "demo: all is as it should be", "\(end.words)")
        #expect(workshop.running.isEmpty)
        return end
    }

    @Test func `the whole story goes forward with nothing failed, lost or repeated`() async throws {
        let isOnServer = DemoPostgres.programs != nil
        if !isOnServer { print("PostgreSQL is not installed: the whole story on SQLite") }
        try await Workshop.open { workshop in
            let end = try await run(workshop, isOnServer ? [] : ["--sqlite"])
            for line in [
                ", 0 failed\n", " 0 lost, 0 done twice, 0 left, ", "schema: version 5\n",
                "flag: new_checkout is true\n", " 0 repeated, 0 with a wrong signature\n",
            ] {
                #expect(end.output.contains(line), "\(end.output)")
            }
        }
    }

    @Test func `turned back from half the traffic, jobs and flag are as they were before`()
        async throws
    {
        try await Workshop.open { workshop in
            let end = try await run(
                workshop,
                ["--sqlite", "--mode", "exclusive", "--rollback-at", "bake"]
            )
            for line in [
                ", 0 failed\n", " 0 lost, 0 done twice, 0 left, ", "at the same time for 0.0 s\n",
                "schema: version 4\n", "flag: new_checkout is false\n", "release: rolled back\n",
            ] {
                #expect(end.output.contains(line), "\(end.output)")
            }
        }
    }

    @Test func `whoever is to be told of the end is told, however early it comes`() async throws {
        try await Workshop.open { workshop in
            let end = try await run(workshop, ["--sqlite", "--rollback-at", "preflight"])
            #expect(end.output.contains("messages: 3 taken, 0 repeated"), "\(end.output)")
            #expect(end.output.contains("release: aborted\n"))
        }
    }
}
