import Foundation
import GRDB
import RolloutCore

/// One service's journal, open for writing.
///
/// A process opens it once and hands it to whatever writes: ``Lease``, ``ReleaseOpener``,
/// ``SQLiteJournal``, ``CommandSender``. Any number of processes may have it open.
package struct JournalFile: Sendable {
    /// Where it lies.
    package let location: JournalLocation
    let queue: DatabaseQueue

    /// Opens the journal, makes it where there is none, and brings older tables forward.
    ///
    /// - Throws: a ``JournalError``: the folder is not safe, the file is another service's, is no
    ///   journal, or was written by a newer build.
    package init(_ location: JournalLocation) throws {
        self.location = location
        try location.prepare()
        queue = try location.whileLocked {
            try JournalError.wording("journal not opened", location.file.path) {
                let queue = try DatabaseQueue(
                    path: location.file.path,
                    configuration: JournalSettings.writing()
                )
                try Self.refuseForeign(queue, location.file, orEmpty: false)
                try Schema.migrator(of: location.file).migrate(queue)
                try Self.claim(queue, location)
                return queue
            }
        }
    }

    /// Closes the file, once nobody uses it any more.
    ///
    /// - Throws: a ``JournalError`` when a call is still under way.
    package func close() throws {
        try JournalError.wording("not closed", location.file.path) { try queue.close() }
    }

    /// Refuses a database of another program, and one with tables this build does not know.
    ///
    /// An empty file is nobody's; only who writes may begin a journal in it.
    static func refuseForeign(_ queue: DatabaseQueue, _ file: URL, orEmpty: Bool) throws {
        try queue.read { db in
            let mark = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
            let isEmpty = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") == 0
            guard
                mark == JournalSettings.applicationID || (mark == 0 && isEmpty && !orEmpty)
            else {
                throw JournalError(
                    .damaged,
                    "not opened: \(file.path) is empty or another program's SQLite file. "
                        + "Nothing was changed. Name a journal or a recording of handoff."
                )
            }
            if try !isEmpty && Schema.migrator(of: file).hasBeenSuperseded(db) {
                throw JournalError(
                    .newer,
                    "not opened: a newer handoff wrote \(file.path), with tables this build does "
                        + "not know. Nothing was changed. Update handoff on this host."
                )
            }
        }
    }

    private static func claim(_ queue: DatabaseQueue, _ location: JournalLocation) throws {
        try queue.write { db in
            let row = try Row.fetchOne(db, sql: "SELECT service, environment FROM subject")
            guard let row else {
                try db.execute(
                    sql: "INSERT INTO subject VALUES (1, ?, ?)",
                    arguments: [location.service.rawValue, location.environment]
                )
                return
            }
            let service: String = row["service"]
            let environment: String = row["environment"]
            guard service == location.service.rawValue, environment == location.environment else {
                throw JournalError(
                    .refused,
                    "not opened: \(location.file.path) is the journal of \(service) in "
                        + "\(environment). Nothing was changed. Rename one of the two services."
                )
            }
        }
    }

    /// Runs `body` in one transaction that is durable when this returns, or leaves nothing.
    func write<T>(_ task: String, _ body: (Database) throws -> T) throws -> T {
        try JournalError.wording(task, location.file.path) { try queue.write(body) }
    }

    /// Runs `body` on one unchanging picture of the file.
    func read<T>(_ task: String, _ body: (Database) throws -> T) throws -> T {
        try JournalError.wording(task, location.file.path) { try queue.read(body) }
    }
}
