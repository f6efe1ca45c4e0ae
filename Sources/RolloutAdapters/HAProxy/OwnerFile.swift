import Foundation
import RolloutCore

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Files of the router's own folder: mode 600, replaced in one step.
enum OwnerFile {
    /// Writes beside the file and renames, so a reader sees the old bytes or the new ones.
    static func replace(_ path: String, with data: Data) throws {
        let beside = path + ".new"
        let descriptor = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure(path) }
        defer { close(descriptor) }
        let written = data.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        guard written == data.count, rename(beside, path) == 0 else { throw failure(path) }
    }

    private static func failure(_ path: String) -> Failure {
        let reason = String(cString: strerror(errno))
        return Failure(
            .refused,
            "the router's file \(path) was not written: \(reason). HAProxy is as it was. "
                + "Make room or correct the permissions of its folder."
        )
    }
}
