import Foundation
import RolloutCore
import RolloutJournal

/// A state folder of its own with the journal of one service, removed afterwards.
final class Bench: Sendable {
    let stateFolder: URL
    let location: JournalLocation
    let file: JournalFile
    let lease: LeaseToken

    /// A journal with a steward that lives and has the lease.
    init() throws {
        let folder = try Bench.folder()
        stateFolder = folder
        location = try Bench.location(in: folder)
        file = try JournalFile(location)
        lease = try Lease(file).take(
            steward: Example.steward,
            takeOver: false,
            at: Example.start,
            isAlive: { _, _ in true }
        )
    }

    deinit { try? FileManager.default.removeItem(at: stateFolder) }

    /// The steward's journal, at ``Example/start`` by its clock.
    var journal: SQLiteJournal {
        SQLiteJournal(file, lease: lease, now: { Example.start })
    }

    /// What another process would read.
    func reader() throws -> JournalReader { try JournalReader(location) }

    /// Starts the next release and returns its number.
    @discardableResult
    func open(at now: Timestamp = Example.start) throws -> ReleaseID {
        try ReleaseOpener(file).open(by: Example.person, version: "1.0.0", at: now) { deployment in
            var plan = try Example.plan
            plan.stable = deployment.revision
            return plan
        }.release
    }

    /// Appends notes, so many, in one transaction.
    func annotate(_ release: ReleaseID, count: Int, answering row: Int64? = nil) throws {
        let last = try reader().lastSequence(of: release)
        let entries = (1...count).map { offset in
            Entry(
                release: release,
                sequence: last + offset,
                at: Example.start,
                event: .annotated("note \(last + offset)", by: Example.person)
            )
        }
        try journal.append(entries, answering: row)
    }

    /// Appends one event.
    func append(_ event: Event, to release: ReleaseID, answering row: Int64? = nil) throws {
        let next = try reader().lastSequence(of: release) + 1
        try journal.append(
            [Entry(release: release, sequence: next, at: Example.start, event: event)],
            answering: row
        )
    }

    /// A fresh folder that only its owner may enter.
    static func folder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "journal-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        return folder
    }

    /// Removes what ``folder()`` made.
    static func remove(_ folder: URL) { try? FileManager.default.removeItem(at: folder) }

    /// The example service's place in a state folder.
    static func location(in folder: URL) throws -> JournalLocation {
        let plan = try Example.plan
        return try JournalLocation(
            stateFolder: folder,
            service: plan.service,
            environment: plan.environment
        )
    }
}
