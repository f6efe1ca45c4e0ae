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
        try put(file) { partial in
            try JournalLocation.createPrivateFile(at: partial)
            try add(to: partial, isNew: true, of: release, build: build, fill)
        }
    }

    /// Adds keyframes to those of the same build that a file has already.
    ///
    /// The longer file takes the place of the shorter one as a whole. `fill` answers with the last
    /// sequence it has seen.
    package static func extend(
        _ file: URL,
        of release: ReleaseID,
        build: String,
        fill: (KeyframeWriter) throws -> Int
    ) throws {
        try put(file) { partial in
            try FileManager.default.copyItem(at: file, to: partial)
            try add(to: partial, isNew: false, of: release, build: build, fill)
        }
    }

    private static func add(
        to file: URL,
        isNew: Bool,
        of release: ReleaseID,
        build: String,
        _ fill: (KeyframeWriter) throws -> Int
    ) throws {
        let queue = try DatabaseQueue(
            path: file.path,
            configuration: JournalSettings.keyframes()
        )
        try queue.write { db in
            let writer = try KeyframeWriter(db, isNew: isNew)
            try writer.finish(release, last: try fill(writer), build: build)
        }
        try queue.close()
    }

    private static func put(_ file: URL, _ make: (URL) throws -> Void) throws {
        let folder = file.deletingLastPathComponent()
        try FileManager.default.createDirectory(
            at: folder,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        let partial = folder.appending(path: ".\(file.lastPathComponent).\(UUID().uuidString)")
        defer { unlink(partial.path) }
        try JournalError.wording("keyframes not written", file.path) { try make(partial) }
        guard rename(partial.path, file.path) == 0 else {
            throw JournalLocation.inaccessible(file, errno)
        }
    }
}
