import GRDB
import RolloutCore

/// Takes back the claim that something serves, once everything of a service was stopped.
package struct DeploymentRemoval: Sendable {
    private let file: JournalFile

    /// Takes it back in that journal.
    package init(_ file: JournalFile) { self.file = file }

    /// Records that no revision serves and no instance runs; numbering goes on where it was.
    ///
    /// The next release then brings the service up as a first one does. Nothing happens where none
    /// ever ended.
    /// - Throws: a ``JournalError`` when a release is under way; nothing was written then.
    package func callAsFunction() throws {
        try file.write("not taken back") { db in
            if let other = try ReleaseSummary.underWay(db) {
                throw JournalError(
                    .refused,
                    "not taken back: \(other.release) of \(other.service) to \(other.label) is "
                        + "under way. Nothing was written. `handoff status \(other.service)` "
                        + "tells where it stands."
                )
            }
            let kept = try Deployment(db).nextInstanceNumber
            guard let release = try Int.fetchOne(db, sql: "SELECT release FROM deployment")
            else { return }
            try Deployment(nextInstanceNumber: kept)
                .store(by: ReleaseID(rawValue: release), db)
        }
    }
}
