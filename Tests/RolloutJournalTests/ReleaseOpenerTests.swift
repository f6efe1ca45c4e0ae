import RolloutCore
import Testing

@testable import RolloutJournal

@Suite struct ReleaseOpenerTests {
    @Test func `the first release has number 1 and finds nothing serving`() throws {
        let bench = try Bench()
        let release = try bench.open()
        #expect(release.rawValue == 1)
        let entry = try #require(try bench.journal.entries(of: release).first)
        guard case .releaseStarted(let start) = entry.event else {
            Issue.record("not the beginning of a release")
            return
        }
        #expect(entry.sequence == 1 && entry.at == Example.start)
        #expect(start.stableInstances.isEmpty && start.firstInstanceNumber == 1)
        #expect(start.plan.stable == nil)
    }

    @Test func `a second release is refused while one is under way`() throws {
        let bench = try Bench()
        try bench.open()
        let error = try #require(throws: JournalError.self) {
            try bench.open(at: Example.start + .seconds(60))
        }
        let since = Example.start.clock(now: Example.start)
        #expect(
            error.sentence
                == "not started: r1 of shop to 2.0 has been under way since \(since), and a "
                + "service has one release at a time. Nothing was changed. "
                + "`handoff watch shop` shows it; `handoff resume shop` continues it when no "
                + "steward has it."
        )
    }

    @Test func `of two that start at the same time one gets the release`() async throws {
        let bench = try Bench()
        let started = try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 1...8 {
                group.addTask { (try? bench.open()) != nil }
            }
            return try await group.reduce(into: 0) { count, success in count += success ? 1 : 0 }
        }
        #expect(started == 1)
        #expect(try bench.reader().history().count == 1)
    }

    @Test func `a release that was refused uses up its number`() throws {
        let bench = try Bench()
        try bench.append(.ended(.refused), to: try bench.open())
        #expect(try bench.open().rawValue == 2)
    }

    @Test func `a plan of another environment is refused`() throws {
        let bench = try Bench()
        #expect(throws: JournalError.self) {
            try ReleaseOpener(bench.file).open(
                by: Example.person,
                version: "1.0.0",
                at: Example.start
            ) { _ in
                var plan = try Example.plan
                plan.environment = "staging"
                return plan
            }
        }
        #expect(try bench.reader().latestRelease() == nil)
    }

    @Test func `processes that make the journal at the same time all open it`() async throws {
        let folder = try Bench.folder()
        defer { Bench.remove(folder) }
        let location = try Bench.location(in: folder)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 1...6 { group.addTask { _ = try JournalFile(location) } }
            try await group.waitForAll()
        }
    }
}
