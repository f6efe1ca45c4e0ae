import Foundation

extension JournalLocation {
    /// Makes folder and file where they are missing, readable and writable by their owner alone.
    ///
    /// - Throws: a ``JournalError`` when somebody else owns the folder or may write to it: who can
    ///   write there can steer the release and choose what is started.
    func prepare() throws {
        let stateFolder = folder.deletingLastPathComponent()
        try FileManager.default.createDirectory(
            at: stateFolder,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        try Self.check(stateFolder, mayBeLink: true)
        guard mkdir(folder.path, 0o700) == 0 || errno == EEXIST else {
            throw Self.inaccessible(folder, errno)
        }
        try Self.check(folder)
        try Self.createPrivateFile(at: file)
    }

    /// Refuses a folder that others own or may write to, and a link unless it may be one.
    static func check(_ folder: URL, mayBeLink: Bool = false) throws {
        var status = stat()
        let result = mayBeLink ? stat(folder.path, &status) : lstat(folder.path, &status)
        guard result == 0 else { throw inaccessible(folder, errno) }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            throw unsafe(folder, "it is not a folder itself", "Name the folder it stands for")
        }
        guard status.st_uid == geteuid() else {
            throw unsafe(
                folder,
                "it belongs to user id \(status.st_uid), this is user id \(geteuid())",
                "Use a folder of your own"
            )
        }
        guard status.st_mode & 0o022 == 0 else {
            let mode = String(status.st_mode & 0o7777, radix: 8)
            throw unsafe(
                folder,
                "others may write to it (mode \(mode))",
                "`chmod go-w` it"
            )
        }
    }

    /// Has an owner-only file there; SQLite gives its companions the same rights.
    ///
    /// An existing file is never opened here: closing any descriptor of a file drops every lock
    /// this process holds on it, SQLite's too (fcntl(2), "advisory record locks").
    static func createPrivateFile(at file: URL) throws {
        let descriptor = open(file.path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
        if descriptor >= 0 {
            close(descriptor)
        } else if errno != EEXIST {
            throw inaccessible(file, errno)
        }
        for path in [file.path, file.path + "-wal", file.path + "-shm"] {
            guard chmod(path, 0o600) == 0 || errno == ENOENT else {
                throw inaccessible(file, errno)
            }
        }
    }

    /// Runs `body` while no other process sets up this journal.
    func whileLocked<T>(_ body: () throws -> T) throws -> T {
        let descriptor = open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.inaccessible(folder, errno) }
        defer { close(descriptor) }
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else { throw Self.inaccessible(folder, errno) }
        }
        return try body()
    }

    static func inaccessible(_ place: URL, _ code: Int32) -> JournalError {
        JournalError(
            .inaccessible,
            "journal not opened: \(place.path) (\(String(cString: strerror(code)))). "
                + "Nothing was changed. Check that the place exists and is yours."
        )
    }

    private static func unsafe(_ folder: URL, _ fact: String, _ remedy: String) -> JournalError {
        JournalError(
            .unsafe,
            "journal not opened: \(folder.path) is not safe, \(fact). Nothing was changed. "
                + "\(remedy), or choose another with `--state`."
        )
    }
}
