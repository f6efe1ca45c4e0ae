package import Foundation
import GRDB
import RolloutCore

/// The read side: dashboards, status, history and replay, beside the steward and without it.
///
/// Opens the file read-only, never waits for the steward and never makes it wait. A recording is
/// read by the same calls.
package struct JournalReader: Sendable {
    /// The file that is read.
    package let file: URL
    let queue: DatabaseQueue
    private var seenVersion: Int64?

    /// Reads a service's journal while others may write it.
    ///
    /// - Throws: a ``JournalError``: there is none yet, its folder is not safe, or a newer build
    ///   wrote it.
    package init(_ location: JournalLocation) throws {
        guard FileManager.default.fileExists(atPath: location.file.path) else {
            throw JournalError(
                .missing,
                "no journal of \(location.service) in \(location.environment) at "
                    + "\(location.file.path). Nothing was released there from this state folder. "
                    + "`handoff run` starts a release; `--state` names another folder."
            )
        }
        try JournalLocation.check(location.folder)
        file = location.file
        var queue = try Self.open(file)
        if try !Self.isPresent(queue, file) {
            // An older build wrote it; opening for writing brings the tables forward.
            try JournalFile(location).close()
            queue = try Self.open(file)
        }
        self.queue = queue
    }

    /// Reads a recording, also one of an older build, without changing its file.
    ///
    /// - Throws: a ``JournalError``: no such file, not ours, or written by a newer build.
    package init(recording file: URL) throws {
        guard FileManager.default.fileExists(atPath: file.path) else {
            throw JournalError(
                .missing,
                "no recording at \(file.path). `handoff history` lists the releases."
            )
        }
        self.file = file
        let stored = try Self.open(file)
        guard try !Self.isPresent(stored, file) else {
            queue = stored
            return
        }
        queue = try JournalError.wording("not opened", file.path) {
            let copy = try DatabaseQueue()
            try stored.backup(to: copy)
            try Schema.migrator.migrate(copy)
            return copy
        }
    }

    /// Whether another connection committed anything since the last call; true on the first.
    ///
    /// Costs a few microseconds, so that a dashboard may ask every 10 ms.
    package mutating func hasChanged() throws -> Bool {
        // Outside a transaction, which would cost more than the question.
        let version = try wording {
            try queue.unsafeRead { db in
                try Int64.fetchOne(db.cachedStatement(sql: "PRAGMA data_version"))
            }
        }
        defer { seenVersion = version }
        return version != seenVersion
    }

    /// Runs `body` on one unchanging picture of the file.
    func read<T>(_ body: (Database) throws -> T) throws -> T {
        try wording { try queue.read(body) }
    }

    private func wording<T>(_ body: () throws -> T) throws -> T {
        try JournalError.wording("not read", file.path, body)
    }

    private static func open(_ file: URL) throws -> DatabaseQueue {
        try JournalError.wording("not opened", file.path) {
            let queue = try DatabaseQueue(
                path: file.path,
                configuration: JournalSettings.reading()
            )
            try JournalFile.refuseForeign(queue, file, orEmpty: true)
            return queue
        }
    }

    private static func isPresent(_ queue: DatabaseQueue, _ file: URL) throws -> Bool {
        try JournalError.wording("not opened", file.path) {
            try queue.read { try Schema.migrator.hasCompletedMigrations($0) }
        }
    }
}
