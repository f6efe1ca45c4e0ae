import Foundation
import RolloutCore
import RolloutEngine
import Testing

@testable import RolloutJournal

/// The journal of a group, beside those of its components.
@Suite("Group journals")
struct GroupJournalTests {
    private static let plan = GroupPlan(
        name: ServiceName(rawValue: "whole"),
        environment: "test",
        components: [
            ComponentPlan(
                name: ComponentName(rawValue: "api"),
                service: ServiceName(rawValue: "shop"),
                file: "/plans/api.yaml",
                warm: .seconds(60)
            )
        ]
    )

    /// Runs `body` with a group that was started, and its journal.
    private func with(
        _ body: (JournalFile, GroupJournal, LeaseToken, Int) throws -> Void
    ) throws {
        let folder = try Bench.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let location = try JournalLocation(
            stateFolder: folder,
            service: Self.plan.name,
            environment: "test",
            isOfGroup: true
        )
        let file = try JournalFile(location)
        let number = try GroupOpener(file).open(
            Self.plan,
            by: Example.person,
            version: "1.0.0",
            at: Example.start
        )
        let token = try take(file)
        try body(file, GroupJournal(file, lease: token), token, number)
    }

    private func take(_ file: JournalFile) throws -> LeaseToken {
        try Lease(file).take(
            steward: Example.steward,
            takeOver: false,
            at: Example.start,
            isAlive: { _, _ in false }
        )
    }

    @Test func `entries come back as they were written`() throws {
        try with { file, journal, _, number in
            let api = ComponentName(rawValue: "api")
            var report = ComponentReport(ReleaseID(rawValue: 3), .warm)
            report.warmSince = Example.start
            let check = Check(name: "ports", passed: true, finding: "free", took: .seconds(1))
            let events: [GroupEvent] = [
                .stewardStarted(Example.steward, resumed: false),
                .componentChecked(api, [check], nil), .releaseBegan, .startBegan(api),
                .componentStarted(api, ReleaseID(rawValue: 3)), .componentChanged(api, report),
                .paused(by: Example.person, reason: "lunch"), .resumed(by: Example.person),
                .componentRefused(api, .pause, "no"), .warmEnded,
                .rollbackStarted(.component(api, .notStarted("gone"))),
                .ended(.rolledBack(.person(Example.person, reason: nil))),
            ]
            let entries = events.enumerated().map {
                GroupEntry(sequence: $0.offset + 2, at: Example.start, event: $0.element)
            }
            try journal.append(entries, to: number, answering: nil, at: Example.start)
            let read = try JournalReader(file.location).groupEntries(of: number, after: 1)
            #expect(read == entries)
        }
    }

    @Test func `a group of the same plan under way is gone on with, another is refused`() throws {
        try with { file, _, _, number in
            let opener = GroupOpener(file)
            let again = try opener.open(
                Self.plan,
                by: Example.person,
                version: "1.0.0",
                at: Example.start
            )
            #expect(again == number)
            var other = Self.plan
            other.returnsTogether = false
            #expect(throws: JournalError.self) {
                try opener.open(other, by: Example.person, version: "1.0.0", at: Example.start)
            }
        }
    }

    @Test func `a steward whose lease another took writes nothing any more`() throws {
        try with { file, journal, _, number in
            _ = try take(file)
            let entry = GroupEntry(sequence: 2, at: Example.start, event: .releaseBegan)
            #expect(throws: LeaseLost.self) {
                try journal.append([entry], to: number, answering: nil, at: Example.start)
            }
            let read = try JournalReader(file.location).groupEntries(of: number)
            #expect(read.count == 1)
        }
    }

    @Test func `a command waits, and its answer is found by its row`() throws {
        try with { file, journal, _, number in
            let command = Command(.pause, by: Example.person, reason: "lunch")
            let row = try GroupOpener(file).send(command, to: number, at: Example.start)
            let reader = try JournalReader(file.location)
            #expect(try reader.groupFate(of: row) == .waiting)
            #expect(try journal.waitingCommands(of: number).map(\.command) == [command])
            let event = GroupEvent.paused(by: Example.person, reason: "lunch")
            let entry = GroupEntry(sequence: 2, at: Example.start, event: event)
            try journal.append([entry], to: number, answering: row, at: Example.start)
            #expect(try reader.groupFate(of: row) == .accepted([entry]))
        }
    }
}
