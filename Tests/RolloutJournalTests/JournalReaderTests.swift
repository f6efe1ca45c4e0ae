import Foundation
import GRDB
import RolloutCore
import Testing

@testable import RolloutJournal

@Suite struct JournalReaderTests {
    @Test func `a reader sees at its next poll what another connection wrote`() throws {
        let bench = try Bench()
        let release = try bench.open()
        var reader = try bench.reader()
        #expect(try reader.hasChanged())
        #expect(try !reader.hasChanged())
        try bench.annotate(release, count: 2)
        #expect(try reader.hasChanged())
        #expect(try reader.entries(of: release, after: 1).map(\.sequence) == [2, 3])
        #expect(try !reader.hasChanged())
    }

    @Test func `a reader takes at most as many entries as it asks for`() throws {
        let bench = try Bench()
        let release = try bench.open()
        try bench.annotate(release, count: 9)
        let entries = try bench.reader().entries(of: release, after: 3, limit: 4)
        #expect(entries.map(\.sequence) == [4, 5, 6, 7])
    }

    @Test func `a reader can't write`() throws {
        let bench = try Bench()
        let reader = try bench.reader()
        #expect(throws: (any Error).self) {
            try reader.queue.writeWithoutTransaction { try $0.execute(sql: "DELETE FROM lease") }
        }
    }

    @Test func `no journal is told as such`() throws {
        let folder = try Bench.folder()
        defer { Bench.remove(folder) }
        let location = try Bench.location(in: folder)
        let error = try #require(throws: JournalError.self) { try JournalReader(location) }
        #expect(error.kind == .missing)
        #expect(!FileManager.default.fileExists(atPath: location.folder.path))
    }

    @Test func `a journal nobody has open can be read`() throws {
        let bench = try Bench()
        let release = try bench.open()
        try bench.file.close()
        #expect(try bench.reader().entries(of: release).count == 1)
    }

    @Test func `an entry of a newer build is told with its kind and version`() throws {
        let bench = try Bench()
        let release = try bench.open()
        try bench.annotate(release, count: 1)
        try bench.file.queue.write { db in
            try db.execute(
                sql: "UPDATE entries SET kind = 'gateOpened', version = 3 WHERE sequence = 2"
            )
        }
        let error = try #require(throws: JournalError.self) {
            try bench.reader().entries(of: release)
        }
        #expect(error.kind == .newer)
        #expect(
            error.sentence
                == "cannot read r1: entry 2 is `gateOpened` version 3, this build reads up to 1 "
                + "(the release was started by handoff 1.0.0). Nothing was changed. Update handoff "
                + "on this host."
        )
    }

    @Test func `tables of a newer build are refused`() throws {
        let bench = try Bench()
        try bench.file.queue.write { db in
            try db.execute(sql: "INSERT INTO grdb_migrations VALUES ('2: something new')")
        }
        let error = try #require(throws: JournalError.self) { try bench.reader() }
        #expect(error.kind == .newer)
        #expect(throws: JournalError.self) { try JournalFile(bench.location) }
    }

    @Test(arguments: ["not a database at all, only some words in a file", ""])
    func `a file that is no journal is refused`(text: String) throws {
        let folder = try Bench.folder()
        defer { Bench.remove(folder) }
        let file = folder.appending(path: "friday.handoff")
        try text.write(to: file, atomically: true, encoding: .utf8)
        let error = try #require(throws: JournalError.self) { try JournalReader(recording: file) }
        #expect(error.kind == .damaged)
    }

    @Test func `a database of another program is refused`() throws {
        let folder = try Bench.folder()
        defer { Bench.remove(folder) }
        let location = try Bench.location(in: folder)
        try location.prepare()
        try DatabaseQueue(path: location.file.path).write { db in
            try db.execute(sql: "CREATE TABLE other (id INTEGER)")
        }
        let error = try #require(throws: JournalError.self) { try JournalFile(location) }
        #expect(error.sentence.contains("is empty or another program's SQLite file"))
    }
}
