import Foundation

/// Keeps two threads or two processes from working on one folder at the same time.
///
/// A lock of the kernel on a file in the folder: it is gone when its holder is, so a crash
/// leaves nothing locked behind.
struct FolderLock: Sendable {
    /// The file that is locked; made when missing, never removed.
    let path: String

    /// Does the work alone, after whoever is at it now.
    ///
    /// Blocks its thread, so hold it for milliseconds; for seconds only when something has to be
    /// ended that must not run beside what follows.
    func whileHeld<Value>(_ work: () throws -> Value) throws -> Value {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw SystemError("open") }
        defer { close(descriptor) }
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else { throw SystemError("flock") }
        }
        return try work()
    }
}
