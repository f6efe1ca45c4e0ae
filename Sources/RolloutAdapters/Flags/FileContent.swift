import Foundation

/// A file as it was read, with what is needed to put another in its place.
struct FileContent: Sendable {
    /// Its path, no link itself.
    let path: String
    let bytes: [UInt8]
    let owner: uid_t
    let group: gid_t
    let mode: mode_t
    private let names: Int
    private let limit: Int

    /// Its folder, `.` for a name alone.
    var folder: String { path.contains("/") ? Self.folder(of: path) : "." }
    /// The last part of its path.
    var name: String { path.split(separator: "/").last.map(String.init) ?? path }

    /// Where links at the end of the path lead.
    static func target(of path: String) throws(SystemError) -> String {
        var path = path
        for _ in 0..<40 {
            var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
            let count = readlink(path, &buffer, buffer.count - 1)
            guard count >= 0 else {
                guard errno == EINVAL else { throw SystemError("readlink") }
                return path
            }
            let bytes = buffer.prefix(count).map { UInt8(bitPattern: $0) }
            let target = String(decoding: bytes, as: UTF8.self)
            path = target.hasPrefix("/") ? target : "\(Self.folder(of: path))/\(target)"
        }
        throw SystemError("readlink", ELOOP)
    }

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Reads the file, `EFBIG` when it is longer than the limit.
    init(of path: String, limit: Int) throws(SystemError) {
        // Without waiting, or a pipe of that name would hold us until somebody writes to it.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw SystemError("open") }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw SystemError("fstat") }
        guard status.st_mode & S_IFMT != S_IFDIR else { throw SystemError("open", EISDIR) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw SystemError("open", EINVAL) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 * 1_024)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw SystemError("read") }
            if count == 0 { break }
            bytes += buffer.prefix(count)
            guard bytes.count <= limit else { throw SystemError("read", EFBIG) }
        }
        self.path = path
        self.bytes = bytes
        owner = status.st_uid
        group = status.st_gid
        mode = status.st_mode & 0o7777
        names = Int(status.st_nlink)
        self.limit = limit
    }

    /// What would keep ``replace(with:)`` from working, with what to do; nil when nothing is known.
    var obstacle: String? {
        if names > 1 {
            return "\(path) has \(names) names, of which replacing it would leave the others with "
                + "the old content. Use a symbolic link instead."
        }
        if access(folder, W_OK | X_OK) != 0 {
            return "No file can be put into \(folder): \(SystemError("access").words). Let the "
                + "user of handoff write there."
        }
        if geteuid() != 0, owner != geteuid() {
            return "\(path) belongs to another user, and only that one can keep it so. Run handoff "
                + "as that user, or give it the file."
        }
        return nil
    }

    /// Puts a file with those bytes in its place, at once and for good; false, with nothing
    /// changed, when it is not as it was read.
    ///
    /// A reader or a crash finds the old content or the new. Mode, owner and group are kept, or
    /// nothing is changed. Only for who holds the ``FlagFileLock``.
    func replace(with bytes: [UInt8]) throws -> Bool {
        guard names == 1 else { throw SystemError("link", EMLINK) }
        // Of one name only, so that those who were killed at it leave one behind and not many; the
        // lock keeps two from it.
        let partial = "\(folder)/.\(name).partial"
        unlink(partial)
        let descriptor = open(partial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw SystemError("open") }
        var isMoved = false
        defer { if !isMoved { unlink(partial) } }
        do {
            defer { close(descriptor) }
            try OwnerOnlyFiles.writeAll(Data(bytes), to: descriptor)
            guard fchown(descriptor, owner, group) == 0 else { throw SystemError("chown") }
            guard fchmod(descriptor, mode) == 0 else { throw SystemError("chmod") }
            guard fsync(descriptor) == 0 else { throw SystemError("fsync") }
        }
        // Somebody who does not know of the lock may have written meanwhile.
        let now = try FileContent(of: path, limit: limit)
        guard now.bytes == self.bytes else { return false }
        guard rename(partial, path) == 0 else { throw SystemError("rename") }
        isMoved = true
        syncFolder()
        return true
    }

    /// So that the rename outlives a loss of power; not every file system can, and it is done
    /// anyhow.
    private func syncFolder() {
        let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        _ = fsync(descriptor)
        close(descriptor)
    }
}
