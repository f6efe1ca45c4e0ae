import Foundation
import RolloutCore

/// Keeps two writers on this host from replacing one file at the same time.
///
/// A lock of the kernel on a file of its own beside it, since the file itself is another one after
/// each rename; gone when its holder is.
struct FlagFileLock {
    private static let tick: UInt32 = 10_000

    /// The file that is locked; made when missing, never removed.
    let path: String
    private let content: FileContent

    /// The lock that belongs to that file.
    init(beside content: FileContent) {
        self.content = content
        path = "\(content.folder)/.\(content.name).lock"
    }

    /// Does the work alone, or throws `EWOULDBLOCK` when others held the lock all that time.
    func whileHeld<Value>(within limit: Duration, _ work: () throws -> Value) throws -> Value {
        let deadline = ContinuousClock.now + limit
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw SystemError("open") }
        defer { close(descriptor) }
        // Whoever may write the flags may take the lock; only its owner can say so, and may fail.
        _ = fchown(descriptor, content.owner, content.group)
        _ = fchmod(descriptor, content.mode & 0o666)
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            guard errno == EWOULDBLOCK || errno == EINTR else { throw SystemError("flock") }
            guard ContinuousClock.now < deadline else { throw SystemError("flock", EWOULDBLOCK) }
            usleep(Self.tick)
        }
        return try work()
    }
}
