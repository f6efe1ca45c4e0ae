import Foundation
import RolloutCore
import Testing

/// Workers of two revisions that never take jobs at the same time, seen by the shop's own count
/// and by the record.
@Suite(.timeLimit(.minutes(20)))
struct ExclusiveWorkers {
    /// Workers that need up to a second for a job, so that there is time in the changeover.
    private func prepare(_ workshop: Workshop) async throws -> Child {
        let workers =
            "workers: { mode: exclusive, process: { command: [\"{artifact}\", work, --job-time, "
            + "\"1000\", --database, \(workshop.path("shop.sqlite"))] }, count: 2, soak: 1500ms, "
            + "drain: { within: 10s } }"
        try await workshop.prepare(steps: Workshop.Steps.alone, adding: workers)
        return try await workshop.openShop(rate: 60)
    }

    /// Expects that both revisions took jobs, never together, and that none was lost or repeated.
    private func expectExclusive(_ workshop: Workshop, releases: ClosedRange<Int>) async throws {
        let words = ["audit", "--exclusive", "--database", workshop.path("shop.sqlite")]
        let audit = try await workshop.start(words, program: "storefront").outcome()
        #expect(audit.code == 0, "\(audit.words)")
        #expect(audit.output.contains("no two revisions took jobs at the same time"))
        #expect(audit.output.contains(", 0 lost, 0 done twice, "), "\(audit.output)")
        for release in releases {
            let together = try Self.together(workshop.entries(release))
            #expect(together == [], "r\(release)")
        }
    }

    /// Workers of a revision that are seen to run while one of the other does, by the record.
    private static func together(_ entries: [Entry]) -> [String] {
        var rollout: Rollout?
        var found: [String] = []
        for entry in entries {
            if rollout == nil { rollout = Rollout(entry) } else { rollout?.apply(entry) }
            guard case .instanceChanged(let id, _) = entry.event, let members = rollout?.workforce
            else { continue }
            let sides = Set(members.members.values.filter(\.isAlive).map(\.arm))
            if sides.count > 1 { found.append("\(entry.sequence): \(id)") }
        }
        return found
    }

    @Test func `forward, the old finish their jobs before the new begin`() async throws {
        try await Workshop.open { workshop in
            let customers = try await prepare(workshop)
            let end = try await workshop.run(["run", "b.yaml", "--headless"])
            #expect(end.code == 0, "\(end.words)")
            try await workshop.close(customers)
            try await expectExclusive(workshop, releases: 1...2)
            let workers = workshop.running.filter { $0.command.contains("/shop-b work ") }
            #expect(workers.count == 2, "\(workers)")
            #expect(!workshop.running.contains { $0.command.contains("/shop-a work ") })
        }
    }

    /// A moment in the changeover.
    enum Moment: CaseIterable {
        /// The old were told to end.
        case oldEnding
        /// The first of the new was started.
        case newStarting

        func hasCome(_ entries: [Entry]) -> Bool {
            guard let rollout = Rollout(folding: entries),
                case .changingWorkers = rollout.phase
            else { return false }
            return self == .oldEnding
                || rollout.workforce.members(of: .canary).contains(where: \.isAlive)
        }
    }

    private func wait(for moment: Moment, _ workshop: Workshop) async throws {
        let hasCome = try await eventually {
            guard let entries = try? workshop.entries(2) else { return false }
            return moment.hasCome(entries)
        }
        try #require(hasCome)
    }

    @Test(arguments: Moment.allCases)
    func `a rollback in the changeover gives the jobs back`(_ moment: Moment) async throws {
        try await Workshop.open { workshop in
            let customers = try await prepare(workshop)
            let run = try workshop.begin()
            try await wait(for: moment, workshop)
            #expect(try await workshop.run(["rollback", "--yes"]).code == 0)
            let end = try await run.outcome()
            #expect(end.code == 5, "\(end.words)")
            try await workshop.close(customers)
            try await expectExclusive(workshop, releases: 1...2)
            let workers = workshop.running.filter { $0.command.contains(" work ") }
            #expect(workers.count == 2, "\(workers)")
            #expect(workers.allSatisfy { $0.command.contains("/shop-a ") }, "\(workers)")
        }
    }

    @Test(arguments: Moment.allCases)
    func `a steward killed in the changeover leaves it to the next`(_ moment: Moment) async throws {
        try await Workshop.open { workshop in
            let customers = try await prepare(workshop)
            let run = try workshop.begin()
            try await wait(for: moment, workshop)
            run.signal(SIGKILL)
            _ = try await run.outcome()
            let resumed = try await workshop.run(["resume", "--wait"])
            #expect(resumed.code == 0, "\(resumed.words)")
            try await workshop.close(customers)
            try await expectExclusive(workshop, releases: 1...2)
            let workers = workshop.running.filter { $0.command.contains(" work ") }
            #expect(workers.count == 2, "\(workers)")
            #expect(workers.allSatisfy { $0.command.contains("/shop-b ") }, "\(workers)")
        }
    }
}
