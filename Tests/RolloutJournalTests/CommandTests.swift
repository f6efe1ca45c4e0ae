import RolloutCore
import RolloutEngine
import Testing

@testable import RolloutJournal

@Suite struct CommandTests {
    private let pause = Command(.pause, by: Example.person, reason: "lunch", seen: 4)

    @Test func `a command waits for the steward as it was sent`() throws {
        let bench = try Bench()
        let release = try bench.open()
        let sender = CommandSender(try JournalFile(bench.location))
        let row = try sender.send(pause, to: release, at: Example.start)
        let other = try sender.send(
            Command(.rollback, by: Example.person),
            to: release,
            at: Example.start
        )
        let waiting = try bench.journal.waitingCommands(of: release)
        #expect(waiting.map(\.row) == [row, other])
        #expect(waiting.first?.command == pause)
        #expect(try bench.reader().fate(of: row) == .waiting)
    }

    @Test func `a command carried out tells which entries it led to`() throws {
        let bench = try Bench()
        let release = try bench.open()
        let row = try CommandSender(bench.file).send(pause, to: release, at: Example.start)
        try bench.append(.paused(by: Example.person, reason: "lunch"), to: release, answering: row)
        try bench.annotate(release, count: 1)
        let answer = Entry(
            release: release,
            sequence: 2,
            at: Example.start,
            event: .paused(by: Example.person, reason: "lunch")
        )
        #expect(try bench.reader().fate(of: row) == .accepted([answer]))
        #expect(try bench.journal.waitingCommands(of: release).isEmpty)
    }

    @Test func `a command refused tells why`() throws {
        let bench = try Bench()
        let release = try bench.open()
        let row = try CommandSender(bench.file).send(pause, to: release, at: Example.start)
        let rejection = Rejection("not paused: it is paused already.")
        try bench.append(.rejected(pause, rejection), to: release, answering: row)
        #expect(try bench.reader().fate(of: row) == .rejected(rejection))
    }

    @Test func `a command that changed nothing is accepted all the same`() throws {
        let bench = try Bench()
        let release = try bench.open()
        let row = try CommandSender(bench.file).send(pause, to: release, at: Example.start)
        try bench.journal.append([], answering: row)
        #expect(try bench.reader().fate(of: row) == .accepted([]))
    }

    @Test func `a command nobody answered before the end came too late`() throws {
        let bench = try Bench()
        let release = try bench.open()
        let row = try CommandSender(bench.file).send(pause, to: release, at: Example.start)
        try bench.append(.ended(.refused), to: release)
        #expect(try bench.reader().fate(of: row) == .tooLate)
    }

    @Test func `a command is answered once`() throws {
        let bench = try Bench()
        let release = try bench.open()
        let row = try CommandSender(bench.file).send(pause, to: release, at: Example.start)
        try bench.journal.append([], answering: row)
        #expect(throws: JournalError.self) {
            try bench.annotate(release, count: 1, answering: row)
        }
        #expect(try bench.reader().lastSequence(of: release) == 1)
    }

    @Test func `a command to a release that is over is refused`() throws {
        let bench = try Bench()
        let release = try bench.open()
        try bench.append(.ended(.refused), to: release)
        let error = try #require(throws: JournalError.self) {
            try CommandSender(bench.file).send(pause, to: release, at: Example.start)
        }
        #expect(error.sentence.hasPrefix("not sent: `pause` is for r1, which is over (refused)."))
    }

    @Test func `a command to a release that is not there is refused`() throws {
        let bench = try Bench()
        #expect(throws: JournalError.self) {
            try CommandSender(bench.file).send(
                pause,
                to: ReleaseID(rawValue: 3),
                at: Example.start
            )
        }
        #expect(try bench.reader().fate(of: 1) == nil)
    }

    @Test func `commands and entries written at the same time are all kept`() async throws {
        let bench = try Bench()
        let release = try bench.open()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 1...3 {
                group.addTask {
                    let sender = CommandSender(try JournalFile(bench.location))
                    for _ in 1...40 { _ = try sender.send(pause, to: release, at: Example.start) }
                }
            }
            group.addTask { for _ in 1...100 { try bench.annotate(release, count: 1) } }
            try await group.waitForAll()
        }
        #expect(try bench.journal.waitingCommands(of: release).count == 120)
        #expect(try bench.reader().lastSequence(of: release) == 101)
    }
}
