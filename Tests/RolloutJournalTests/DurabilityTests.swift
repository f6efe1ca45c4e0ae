import Foundation
import GRDB
import RolloutCore
import RolloutEngine
import Testing

@testable import RolloutJournal

@Suite struct DurabilityTests {
    @Test func `a commit is on disk before append returns`() throws {
        let bench = try Bench()
        let mode = try bench.file.queue.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") }
        let flushing = try bench.file.queue.read { try Int.fetchOne($0, sql: "PRAGMA synchronous") }
        #expect(mode == "wal")
        // 2 is FULL: the log is flushed at every commit (sqlite.org/pragma.html).
        #expect(flushing == 2)
    }

    @Test func `a full disk writes nothing, says so, and the journal goes on afterwards`() throws {
        let bench = try Bench()
        let release = try bench.open()
        let big = Event.annotated(String(repeating: "x", count: 100_000), by: Example.person)
        try bench.file.limitPages(to: 1)
        let error = try #require(throws: JournalError.self) { try bench.append(big, to: release) }
        #expect(error.kind == .full)
        #expect(error.sentence.hasPrefix("not recorded: no room left for "))
        #expect(try bench.reader().lastSequence(of: release) == 1)
        try bench.file.limitPages(to: 1_000_000)
        try bench.append(big, to: release)
        #expect(try bench.reader().entries(of: release).last?.event == big)
    }

    @Test func `a journal that lost its rights says what to check`() throws {
        let bench = try Bench()
        let release = try bench.open()
        try bench.file.queue.writeWithoutTransaction {
            try $0.execute(sql: "PRAGMA query_only = 1")
        }
        let error = try #require(throws: JournalError.self) {
            try bench.append(.startBegan, to: release)
        }
        #expect(error.kind == .inaccessible)
    }

    @Test func `a process killed within a transaction leaves what it had finished`() async throws {
        let bench = try Bench()
        let release = try bench.open()
        await #expect(processExitsWith: .signal(SIGKILL)) {
            [folder = bench.stateFolder.path as String, token = bench.lease.rawValue as Int64] in
            try Victim(folder: folder, token: token).die(afterBatches: 20)
        }
        // The first to look is a reader, before any writer has put the file in order.
        #expect(try bench.reader().lastSequence(of: release) == 1 + 20 * Victim.batch)
        try bench.annotate(release, count: 1)
        #expect(try bench.journal.entries(of: release).count == 2 + 20 * Victim.batch)
    }

    @Test(arguments: 1...3)
    func `a process killed at any moment has lost nothing it was told is kept`(
        round: Int
    ) async throws {
        let bench = try Bench()
        let release = try bench.open()
        await #expect(processExitsWith: .signal(SIGKILL)) {
            [
                folder = bench.stateFolder.path as String, token = bench.lease.rawValue as Int64,
                round = round as Int
            ] in
            try Victim(folder: folder, token: token).dieSomewhere(afterBatches: 37 * round)
        }
        let told = try Victim.told(in: bench.stateFolder)
        let last = try bench.reader().lastSequence(of: release)
        #expect(told > 1 && last >= told)
        #expect((last - 1) % Victim.batch == 0)
        #expect(try bench.reader().entries(of: release).map(\.sequence) == Array(1...last))
    }
}
