import Foundation
import RolloutAdapters
import RolloutCore
import RolloutJournal
import Testing

@testable import handoff

/// A service that is observed between its releases, with the real router and real processes.
@Suite(.timeLimit(.minutes(20)))
struct ObservedServices {
    private func site(_ workshop: Workshop) throws -> ServiceSite {
        try ServiceSite(
            state: URL(filePath: workshop.path("state"), directoryHint: .isDirectory),
            service: ServiceName(rawValue: "shop"),
            environment: "test"
        )
    }

    /// The seconds in the history, in the order in which they were written.
    private func observed(_ workshop: Workshop) throws -> [HistorySecond] {
        var seconds: [HistorySecond] = []
        let folder = HistoryFolder(path: try site(workshop).historyFolder)
        folder.seconds(.seconds(86_400), before: SystemClock().now + .seconds(60))
            .forEachSecond { seconds.append($0) }
        return seconds
    }

    /// Starts an observer and waits for its words.
    private func observe(_ workshop: Workshop, says words: String) async throws -> Child {
        let observer = try workshop.start(
            ["observe", "shop", "--state", workshop.path("state")]
        )
        let isThere = try await eventually { observer.output.contains(words) }
        try #require(isThere, "\(observer.output)")
        return observer
    }

    private func waitForSeconds(_ count: Int, _ workshop: Workshop) async throws {
        let areThere = try await eventually(within: .seconds(60), every: .milliseconds(200)) {
            try observed(workshop).count >= count
        }
        let seen = try observed(workshop).count
        try #require(areThere, "only \(seen) s were observed")
    }

    @Test func `an observer makes way for a release and comes back to what serves then`()
        async throws
    {
        try await Workshop.open { workshop in
            try await workshop.prepare(steps: Workshop.Steps.alone)
            let customers = try await workshop.openShop()
            let observer = try await observe(workshop, says: "observing shop a, 2 instances")
            try await waitForSeconds(4, workshop)
            let end = try await workshop.begin().outcome(within: .seconds(120))
            #expect(end.code == 0, "\(end.words)")
            let before = try observed(workshop).count
            let isBack = try await eventually {
                observer.output.contains("observing shop b, 2 instances")
            }
            try #require(isBack, "\(observer.output)")
            try await waitForSeconds(before + 3, workshop)
            #expect(observer.output.contains(" waiting: a release has the router"))
            observer.signal(SIGTERM)
            let left = try await observer.outcome()
            #expect(!left.words.contains("Error"), "\(left.words)")
            try await workshop.close(customers)
            try checkSeconds(workshop, before: before)
        }
    }

    /// Every second is in the history, in the journal, or told as a gap, and in one of them only.
    private func checkSeconds(_ workshop: Workshop, before: Int) throws {
        let history = try observed(workshop)
        let seconds = history.map(\.second)
        #expect(zip(seconds, seconds.dropFirst()).allSatisfy { $0 < $1 })
        let records = try ReleaseRecords(site: site(workshop)).seconds(since: seconds[0])
        #expect(!records.isEmpty)
        #expect(Set(seconds).isDisjoint(with: records.map(\.second)))
        let names = history.map { Set($0.slices.map(\.id)) }
        #expect(names[..<before].last?.isDisjoint(with: names[before]) == true)
        #expect(names.allSatisfy { $0.count == 2 })
        let folder = HistoryFolder(path: try site(workshop).historyFolder)
        let whole = folder.seconds(.seconds(86_400), before: SystemClock().now)
        let settings = JudgeSettings(startMass: StartMass(plannedSeconds: 60))
        let read = RehearsalHistory(reading: MergedHistory(whole, records), for: settings)
        let all = (seconds + records.map(\.second)).sorted()
        let last = try #require(all.last)
        let span = last - all[0] + .seconds(1)
        #expect(read.repairs == HistoryRepairs())
        #expect(read.seconds == Int(span.components.seconds))
        #expect(read.seconds - read.missing == all.count)
    }

    @Test func `of two observers one waits, and goes on when the other is killed`() async throws {
        try await Workshop.open { workshop in
            try await workshop.prepare()
            try await workshop.openShop()
            let first = try await observe(workshop, says: "observing shop a")
            let second = try await observe(workshop, says: "waiting: another `handoff observe`")
            try await waitForSeconds(2, workshop)
            first.signal(SIGKILL)
            #expect(try await eventually { second.output.contains("observing shop a") })
            let count = try observed(workshop).count
            try await waitForSeconds(count + 2, workshop)
            let seconds = try observed(workshop).map(\.second)
            #expect(zip(seconds, seconds.dropFirst()).allSatisfy { $0 < $1 })
        }
    }
}
