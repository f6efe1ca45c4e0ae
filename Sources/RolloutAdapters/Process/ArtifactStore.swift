import Foundation
package import RolloutCore

/// Keeps the very bytes a release was started with, whatever a later build does to their file.
///
/// Each artifact lies under its digest, executable and not writable, for its owner alone. A copy
/// that was interrupted leaves nothing under a digest.
package struct ArtifactStore: Sendable {
    /// An artifact as it lies in the store.
    package struct Pinned: Sendable, Hashable {
        /// Where the copy is.
        package var path: String
        /// What its bytes are.
        package var digest: Digest
    }

    private let folder: String

    /// The store below a service's folder of state; made when first needed.
    package init(state: String) { folder = state + "/artifacts" }

    /// Copies the file into the store, unless its bytes are there already.
    ///
    /// With no digest to expect, its bytes are taken as they are.
    /// - Throws: a ``Failure`` when the file cannot be read, or its bytes are others.
    package func pin(_ path: String, expecting expected: Digest?) async throws -> Pinned {
        let outcome = await onOwnThread { Result { try copy(path, expected) } }
        do {
            return try outcome.get()
        } catch let failure as Failure {
            throw failure
        } catch {
            throw Failure(
                .conflict,
                "\(path) was not pinned: \(error.systemWords)",
                detail: "Nothing was started. Build it, or correct `artifact.path`."
            )
        }
    }

    private func copy(_ path: String, _ expected: Digest?) throws -> Pinned {
        let folder = try OwnerOnlyFiles.folder(at: folder)
        let partial = "\(folder)/partial-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
        let descriptor = open(partial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o500)
        guard descriptor >= 0 else { throw SystemError("open") }
        defer { unlink(partial) }
        let digest: Digest
        do {
            defer { close(descriptor) }
            digest = try Digest.ofFile(at: path) {
                try OwnerOnlyFiles.writeAll($0, to: descriptor)
            }
            guard fsync(descriptor) == 0 else { throw SystemError("fsync") }
        }
        if let expected, digest != expected { throw Self.difference(path, digest, expected) }
        let name = path.split(separator: "/").last.map(String.init) ?? "artifact"
        let home = try OwnerOnlyFiles.folder(at: "\(folder)/\(digest.rawValue.dropFirst(7))")
        let place = "\(home)/\(name)"
        // Bytes that are there and right stay: a process may be running from them.
        if (try? Digest.ofFile(at: place)) != digest, rename(partial, place) != 0 {
            throw SystemError("rename")
        }
        return Pinned(path: place, digest: digest)
    }

    private static func difference(_ path: String, _ found: Digest, _ expected: Digest) -> Failure {
        Failure(
            .conflict,
            "\(path) was not pinned: its bytes are \(found.short)…, "
                + "the plan has \(expected.short)…",
            detail: "Nothing was started. Build that revision again, or correct `artifact.digest`. "
                + "The whole digest of the file is \(found).",
            isRetryable: false
        )
    }
}
