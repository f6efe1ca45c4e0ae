import RolloutCore
import RolloutEngine
import Testing

@testable import RolloutJournal

@Suite struct FencingTests {
    /// A steward that was silent for 31 s and lost its lease to another on the same journal.
    private func replaced() throws -> (bench: Bench, newer: SQLiteJournal) {
        let bench = try Bench()
        let file = try JournalFile(bench.location)
        var other = Example.steward
        other.pid = 5_000
        other.host = "deploy-2"
        let later = Example.start + .seconds(31)
        let token = try Lease(file).take(steward: other, takeOver: true, at: later)
        return (bench, SQLiteJournal(file, lease: token, now: { later }))
    }

    @Test func `a steward that lost the lease writes nothing`() throws {
        let (bench, _) = try replaced()
        let release = try bench.open()
        let lost = try #require(throws: LeaseLost.self) {
            try bench.append(.startBegan, to: release)
        }
        #expect(lost.holder.hasPrefix("pid 5000 on deploy-2 since "))
        #expect(try bench.reader().lastSequence(of: release) == 1)
    }

    @Test func `a steward that lost the lease answers no command`() throws {
        let (bench, _) = try replaced()
        let release = try bench.open()
        let row = try CommandSender(bench.file).send(
            Command(.pause, by: Example.person),
            to: release,
            at: Example.start
        )
        #expect(throws: LeaseLost.self) { try bench.journal.append([], answering: row) }
        #expect(try bench.reader().fate(of: row) == .waiting)
    }

    @Test func `a steward that lost the lease hears of it at its next heartbeat`() throws {
        let (bench, newer) = try replaced()
        #expect(throws: LeaseLost.self) { try bench.journal.heartbeat() }
        try newer.heartbeat()
    }

    @Test func `the steward that took over goes on where the other stopped`() throws {
        let (bench, newer) = try replaced()
        let release = try bench.open()
        let entry = Entry(release: release, sequence: 2, at: Example.start, event: .startBegan)
        try newer.append([entry], answering: nil)
        #expect(try newer.entries(of: release).last == entry)
    }

    @Test func `a lease given back is nobody's`() throws {
        let bench = try Bench()
        try Lease(bench.file).giveBack(bench.lease)
        let lost = try #require(throws: LeaseLost.self) { try bench.journal.heartbeat() }
        #expect(lost.holder == "nobody, it was given back")
    }
}
