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
        queue = try Self.open(file)
    }

    /// Reads a recording, without changing its file or making another beside it.
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
        queue = try Self.open(file)
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
}
