import Foundation

/// Lets one process migrate a file while the others wait; those find nothing left to do.
///
/// A server has locks of its own for that.
struct MigrationLock {
    private let file: Int32?

    /// Waits until nobody else migrates.
    init(_ address: DatabaseAddress) throws {
        guard case .file(let path) = address else {
            file = nil
            return
        }
        let name = path + ".migrate"
        let file = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw SystemFailure("open \(name)", errno) }
        guard flock(file, LOCK_EX) == 0 else {
            let failure = SystemFailure("flock", errno)
            close(file)
            throw failure
        }
        self.file = file
    }

    func release() {
        if let file { close(file) }
    }
}
