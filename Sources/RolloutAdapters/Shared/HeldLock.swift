import Foundation

/// A lock of the kernel on a file, held until it is let go of or its process ends.
///
/// A crash leaves nothing locked behind. The file is made when missing and never removed.
package final class HeldLock: Sendable {
    /// Who else may hold it.
    package enum Kind: Sendable {
        /// Others that share it too.
        case shared
        /// Nobody.
        case exclusive
    }

    private let descriptor: Int32

    /// Takes the lock; nil when somebody holds it who does not share it.
    ///
    /// Never waits.
    ///
    /// - Throws: a ``SystemError`` when the file cannot be opened.
    package init?(_ path: String, _ kind: Kind) throws {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw SystemError("open") }
        guard flock(descriptor, (kind == .shared ? LOCK_SH : LOCK_EX) | LOCK_NB) == 0 else {
            close(descriptor)
            return nil
        }
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }
}
