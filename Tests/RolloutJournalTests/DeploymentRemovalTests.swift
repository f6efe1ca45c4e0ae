import RolloutCore
import Testing

@testable import RolloutJournal

@Suite struct DeploymentRemovalTests {
    @Test func `nothing serves afterwards and numbers are not used again`() throws {
        let bench = try Bench()
        let release = try bench.open()
        try bench.append(.ended(.succeeded), to: release)
        let before = try bench.reader().deployment()
        #expect(before.revision != nil)
        try DeploymentRemoval(bench.file)()
        let after = try bench.reader().deployment()
        #expect(after.revision == nil && after.instances.isEmpty && after.receipt == nil)
        #expect(after.nextInstanceNumber == before.nextInstanceNumber)
    }

    @Test func `a release under way keeps its stable side`() throws {
        let bench = try Bench()
        let first = try bench.open()
        try bench.append(.ended(.succeeded), to: first)
        try bench.open()
        let before = try bench.reader().deployment()
        #expect(throws: JournalError.self) { try DeploymentRemoval(bench.file)() }
        #expect(try bench.reader().deployment() == before)
    }

    @Test func `a service that never had a release is left as it is`() throws {
        let bench = try Bench()
        try DeploymentRemoval(bench.file)()
        #expect(try bench.reader().deployment() == Deployment())
    }

    @Test func `an override is in the first entry`() throws {
        let bench = try Bench()
        let entry = try ReleaseOpener(bench.file).open(
            by: Example.person,
            version: "1.0.0",
            at: Example.start,
            override: "the holidays are over"
        ) { _ in try Example.plan }
        let start = try bench.reader().start(of: entry.release)
        #expect(start?.override == "the holidays are over")
        #expect(try bench.reader().start(of: ReleaseID(rawValue: 9)) == nil)
    }

    @Test func `the plan that brought a digest in is that of the newest success`() throws {
        let bench = try Bench()
        let digest = try Example.digest("a")
        for outcome in [Outcome.succeeded, .refused, .succeeded, .aborted(Example.person)] {
            let release = try bench.open()
            try bench.append(.ended(outcome), to: release)
        }
        let reader = try bench.reader()
        let third = try reader.start(of: ReleaseID(rawValue: 3))?.plan
        #expect(try reader.plan(thatBroughtIn: digest) == third)
        let before = try reader.plan(thatBroughtIn: digest, before: ReleaseID(rawValue: 3))
        #expect(try before == reader.start(of: ReleaseID(rawValue: 1))?.plan)
        #expect(before != third)
        #expect(try reader.plan(thatBroughtIn: Example.digest("c")) == nil)
    }
}
