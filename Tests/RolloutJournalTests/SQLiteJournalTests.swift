import RolloutCore
import RolloutEngine
import Testing

@testable import RolloutJournal

@Suite struct SQLiteJournalTests {
    @Test func `appended entries come back in their order`() throws {
        let bench = try Bench()
        let release = try bench.open()
        let events = try KnownEvents.version1.filter { event in
            switch EntryKind(event) {
            case .releaseStarted, .ended: false
            default: true
            }
        }
        let entries = events.enumerated().map { offset, event in
            Entry(release: release, sequence: 2 + offset, at: Example.start, event: event)
        }
        try bench.journal.append(entries, answering: nil)
        #expect(try Array(bench.journal.entries(of: release).dropFirst()) == entries)
    }

    @Test func `a gap in the sequence is refused and nothing is written`() throws {
        let bench = try Bench()
        let release = try bench.open()
        let entries = [2, 4].map { sequence in
            Entry(
                release: release,
                sequence: sequence,
                at: Example.start,
                event: .startBegan
            )
        }
        let error = try #require(throws: JournalError.self) {
            try bench.journal.append(entries, answering: nil)
        }
        #expect(error.kind == .refused)
        #expect(error.sentence.contains("entry 4 of r1 does not follow entry 2 of r1"))
        #expect(try bench.journal.entries(of: release).count == 1)
    }

    @Test func `an entry is not written twice`() throws {
        let bench = try Bench()
        let release = try bench.open()
        let entry = Entry(
            release: release,
            sequence: 2,
            at: Example.start,
            event: .startBegan
        )
        try bench.journal.append([entry], answering: nil)
        #expect(throws: JournalError.self) { try bench.journal.append([entry], answering: nil) }
        #expect(try bench.journal.entries(of: release).count == 2)
    }

    @Test func `entries of a release that never started are refused`() throws {
        let bench = try Bench()
        let entry = Entry(
            release: ReleaseID(rawValue: 9),
            sequence: 1,
            at: Example.start,
            event: .startBegan
        )
        let error = try #require(throws: JournalError.self) {
            try bench.journal.append([entry], answering: nil)
        }
        #expect(error.sentence.contains("r9 was never started"))
    }

    @Test func `a release ends once`() throws {
        let bench = try Bench()
        let release = try bench.open()
        try bench.append(.ended(.refused), to: release)
        let error = try #require(throws: JournalError.self) {
            try bench.append(.ended(.succeeded), to: release)
        }
        #expect(error.sentence.contains("r1 has ended before"))
        #expect(try bench.reader().summary(of: release)?.outcome == .refused)
    }

    @Test func `remarks may follow the end`() throws {
        let bench = try Bench()
        let release = try bench.open()
        try bench.append(.ended(.refused), to: release)
        try bench.annotate(release, count: 1)
        #expect(try bench.journal.entries(of: release).count == 3)
    }

    @Test func `an error in the middle of a transaction leaves nothing`() throws {
        struct Interruption: Error {}
        let bench = try Bench()
        let release = try bench.open()
        let entry = Entry(release: release, sequence: 2, at: Example.start, event: .ended(.refused))
        #expect(throws: Interruption.self) {
            try bench.file.write("not recorded") { db in
                try Chronicle(db).append([entry])
                throw Interruption()
            }
        }
        let reader = try bench.reader()
        #expect(try reader.lastSequence(of: release) == 1)
        #expect(try reader.summary(of: release)?.isUnderWay == true)
        #expect(try reader.ledger().isEmpty)
    }

    @Test func `only dashboards seen within 3 s count as watching`() throws {
        let bench = try Bench()
        let sender = CommandSender(bench.file)
        try sender.watch("one", pid: 1, at: Example.start)
        try sender.watch("one", pid: 1, at: Example.start)
        try sender.watch("two", pid: 2, at: Example.start - .seconds(3))
        try sender.watch("three", pid: 3, at: Example.start - .milliseconds(3_001))
        #expect(try bench.journal.watchers() == 2)
        try sender.unwatch("one")
        #expect(try bench.journal.watchers() == 1)
    }
}
