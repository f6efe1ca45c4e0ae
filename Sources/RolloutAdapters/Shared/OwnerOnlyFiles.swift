import Foundation

/// Files and folders that only their owner may read, because output and environment of a service
/// can hold what is nobody else's business.
enum OwnerOnlyFiles {
    /// Has the folder exist with permissions 0700, and returns its path without links.
    static func folder(at path: String) throws -> String {
        try FileManager.default.createDirectory(
            atPath: path,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        guard chmod(path, 0o700) == 0 else { throw SystemError("chmod") }
        guard let resolved = realpath(path, nil) else { throw SystemError("realpath") }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// Replaces the file at once, so that a reader or a crash finds the old content or the new.
    static func replace(_ path: String, with data: Data) throws {
        let partial = path + ".partial-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
        let descriptor = open(partial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw SystemError("open") }
        do {
            defer { close(descriptor) }
            try writeAll(data, to: descriptor)
        } catch {
            unlink(partial)
            throw error
        }
        guard rename(partial, path) == 0 else {
            let failure = SystemError("rename")
            unlink(partial)
            throw failure
        }
    }

    /// Writes every byte, through interruptions.
    static func writeAll(_ data: Data, to descriptor: Int32) throws {
        try data.withUnsafeBytes { bytes in
            var done = 0
            while done < bytes.count {
                let rest = bytes.baseAddress?.advanced(by: done)
                let written = write(descriptor, rest, bytes.count - done)
                if written < 0, errno == EINTR { continue }
                guard written > 0 else { throw SystemError("write") }
                done += written
            }
        }
    }
}
