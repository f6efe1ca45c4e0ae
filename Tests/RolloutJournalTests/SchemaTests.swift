import Foundation
import GRDB
import RolloutCore
import Testing

@testable import RolloutJournal

@Suite struct SchemaTests {
    /// A recording as the first version of the tables had it, built from its dump.
    ///
    /// Without the first entry: the shape of a plan is the entries' fixture's matter.
    private func first(in folder: URL) throws -> URL {
        let file = folder.appending(path: "first.handoff")
        let queue = try DatabaseQueue(path: file.path)
        let script = try Fixture.text("schema-version-1", "sql")
        try queue.writeWithoutTransaction { try $0.execute(sql: script) }
        try queue.close()
        return file
    }

    private func statements(_ queue: DatabaseQueue) throws -> [String] {
        try queue.read { db in
            try String.fetchAll(
                db,
                sql: "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name"
            )
        }
    }

    @Test func `the first migration makes the same tables for ever`() throws {
        let bench = try Bench()
        let file = try first(in: bench.stateFolder)
        let old = try statements(try DatabaseQueue(path: file.path))
        #expect(try statements(bench.file.queue) == old)
    }

    @Test func `a recording of the first version can be read`() throws {
        let folder = try Bench.folder()
        defer { Bench.remove(folder) }
        let reader = try JournalReader(recording: first(in: folder))
        let summary = try #require(try reader.latestRelease())
        #expect(summary.release.rawValue == 1 && summary.label == "2.0")
        #expect(summary.by == Example.person && summary.outcome == .refused)
        let entries = try reader.entries(of: summary.release)
        #expect(
            entries.map(\.event) == [
                .stewardStarted(Example.steward, resumed: false),
                .paused(by: Example.person, reason: "lunch"), .sampled(Example.sample()),
                .ended(.refused),
            ]
        )
        #expect(try reader.fate(of: 1) == .accepted([entries[1]]))
    }
}
