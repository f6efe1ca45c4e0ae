package import Foundation
import GRDB
package import RolloutCore

/// Makes keyframes in a file.
package enum KeyframeFile {
    /// Entries read at once while keyframes are made.
    package static let batch = 1_000

    /// Makes a file with the keyframes that `fill` adds, in place of one that is there.
    ///
    /// It appears whole or not at all, readable by its owner alone. `fill` answers with the last
    /// sequence it has seen.
    package static func write(
        _ file: URL,
        of release: ReleaseID,
        build: String,
        fill: (KeyframeWriter) throws -> Int
    ) throws {
        let folder = file.deletingLastPathComponent()
        try FileManager.default.createDirectory(
            at: folder,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        let partial = folder.appending(path: ".\(file.lastPathComponent).\(UUID().uuidString)")
        defer { unlink(partial.path) }
        try JournalLocation.createPrivateFile(at: partial)
        try JournalError.wording("keyframes not written", file.path) {
            let queue = try DatabaseQueue(
                path: partial.path,
                configuration: JournalSettings.keyframes()
            )
            try queue.write { db in
                let writer = try KeyframeWriter(db)
                try writer.finish(release, last: try fill(writer), build: build)
            }
            try queue.close()
        }
        guard rename(partial.path, file.path) == 0 else {
            throw JournalLocation.inaccessible(file, errno)
        }
    }
}
