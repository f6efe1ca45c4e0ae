import Foundation
import Testing

/// The demo without a terminal, as a CI job runs it.
@Suite(.timeLimit(.minutes(20)))
struct DemoRuns {
    @Test func `the demo ends by itself within three minutes and leaves nothing`() async throws {
        try await Workshop.open { workshop in
            let demo = try workshop.start(["demo", "--port", "\(workshop.port)", "--rate", "100"])
            let end = try await demo.outcome(within: .seconds(180))
            #expect(end.code == 0, "\(end.words)")
            #expect(end.output.contains("succeeded: all traffic is on 2.0"))
            #expect(end.output.contains(", failed 0, "), "\(end.output)")
            #expect(end.lastLine == "demo: ended; nothing of it runs any more")
            #expect(workshop.running.isEmpty)
            let left = try FileManager.default.contentsOfDirectory(atPath: workshop.folder)
            // Instances measured for coverage get no variable that would say where else.
            #expect(left.filter { !$0.hasPrefix("child-") && !$0.hasSuffix(".profraw") } == [])
        }
    }
}
