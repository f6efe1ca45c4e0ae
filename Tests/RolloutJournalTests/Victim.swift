import Foundation
import GRDB
import RolloutCore
import RolloutEngine

@testable import RolloutJournal

/// A process that writes to the bench's journal and is killed while it does.
struct Victim {
    /// Entries written in one transaction.
    static let batch = 3

    private let file: JournalFile
    private let lease: LeaseToken
    private let release = ReleaseID(rawValue: 1)
    private let note: URL

    init(folder: String, token: Int64) throws {
        let folder = URL(filePath: folder)
        file = try JournalFile(try Bench.location(in: folder))
        lease = LeaseToken(rawValue: token)
        note = folder.appending(path: "told")
    }

    /// The last sequence a victim was told is durable.
    static func told(in folder: URL) throws -> Int {
        let text = try String(contentsOf: folder.appending(path: "told"), encoding: .utf8)
        return text.split(separator: "\n").last.flatMap { Int($0) } ?? 0
    }

    /// Is killed with the next batch written and not committed.
    func die(afterBatches count: Int) throws {
        for number in 0..<count { try append(entries(number)) }
        try file.write("not recorded") { db in
            try Chronicle(db).append(entries(count))
            kill(getpid(), SIGKILL)
        }
    }

    /// Writes on and on; another thread kills it at a moment of its own once so many are done.
    func dieSomewhere(afterBatches count: Int) throws {
        try Data().write(to: note)
        let notes = try FileHandle(forWritingTo: note)
        for number in 0... {
            if number == count { Thread.detachNewThread { kill(getpid(), SIGKILL) } }
            let entries = entries(number)
            try append(entries)
            try notes.write(contentsOf: Data("\(entries.last?.sequence ?? 0)\n".utf8))
        }
    }

    private func append(_ entries: [Entry]) throws {
        try SQLiteJournal(file, lease: lease, now: { Example.start })
            .append(entries, answering: nil)
    }

    private func entries(_ number: Int) -> [Entry] {
        (0..<Self.batch).map { offset in
            Entry(
                release: release,
                sequence: 2 + number * Self.batch + offset,
                at: Example.start,
                event: .annotated("batch \(number)", by: Example.person)
            )
        }
    }
}

extension JournalFile {
    /// Gives the file a disk of that many pages; SQLite never goes below what is used.
    func limitPages(to count: Int) throws {
        try queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA max_page_count = \(count)")
        }
    }
}
