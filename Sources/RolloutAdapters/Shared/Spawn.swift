import Foundation

/// Starts a process that is not bound to ours: own session, own output, nothing of ours inherited.
package struct Spawn: Sendable {
    /// The argument vector; a first word without a slash is looked up in `PATH`.
    ///
    /// Never given to a shell.
    package var arguments: [String]
    /// All it gets as environment.
    package var environment: [String: String]
    /// Where standard output and error go, appended; made owner-only when missing.
    package var output: String
    /// Where it starts; our own folder when nil.
    package var folder: String?
    /// Descriptors that take standard output and error in place of the file.
    package var pipes: (output: Int32, errors: Int32)?

    /// A process to start.
    package init(arguments: [String], environment: [String: String], output: String) {
        self.arguments = arguments
        self.environment = environment
        self.output = output
    }

    /// How often a program file that is still open for writing somewhere is tried, 20 ms apart.
    ///
    /// A process that another thread is starting this instant holds copies of our descriptors
    /// until its own program begins; if one of them writes this file, the kernel says "busy".
    private static let busyTries = 10

    /// Starts it and returns its number.
    ///
    /// It leads a session of its own, so no signal meant for ours reaches it and all it starts can
    /// be found by that session. Signals are at their defaults, whatever ours are.
    package func callAsFunction() throws(SystemError) -> Int32 {
        for _ in 1..<Self.busyTries {
            do throws(SystemError) {
                return try attempt()
            } catch  where error.code == ETXTBSY {
                usleep(20_000)
            }
        }
        return try attempt()
    }

    private func attempt() throws(SystemError) -> Int32 {
        guard !arguments.isEmpty else { throw SystemError("posix_spawn", EINVAL) }
        // Looked at by itself: a start does not say which of folder and program is missing.
        if let folder, access(folder, X_OK) != 0 { throw SystemError("chdir") }
        #if os(Linux)
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        #else
        var actions: posix_spawn_file_actions_t?
        var attributes: posix_spawnattr_t?
        #endif
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }

        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        if let pipes {
            posix_spawn_file_actions_adddup2(&actions, pipes.output, 1)
            posix_spawn_file_actions_adddup2(&actions, pipes.errors, 2)
        } else {
            let mode = O_WRONLY | O_CREAT | O_APPEND
            posix_spawn_file_actions_addopen(&actions, 1, output, mode, 0o600)
            posix_spawn_file_actions_adddup2(&actions, 1, 2)
        }
        if let folder {
            let code = Self.changeFolder(&actions, folder)
            guard code == 0 else { throw SystemError("chdir", code) }
        }
        for descriptor in Self.inheritable {
            posix_spawn_file_actions_addclose(&actions, descriptor)
        }
        var none = sigset_t()
        var all = sigset_t()
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        let signals = Int32(POSIX_SPAWN_SETSIGMASK) | Int32(POSIX_SPAWN_SETSIGDEF)
        posix_spawnattr_setflags(&attributes, Int16(signals | Self.separation))

        var pid: Int32 = 0
        let variables = environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        let code = withCStrings(arguments) { words in
            withCStrings(variables) { variables in
                posix_spawnp(&pid, arguments[0], &actions, &attributes, words, variables)
            }
        }
        guard code == 0 else { throw SystemError("posix_spawn", code) }
        return pid
    }

    #if os(Linux)
    private typealias FolderChange =
        @convention(c) (
            UnsafeMutablePointer<posix_spawn_file_actions_t>, UnsafePointer<CChar>
        ) -> Int32

    /// Has the child start in that folder; glibc 2.29 and musl have the call, Swift's view of them
    /// does not.
    private static func changeFolder(
        _ actions: UnsafeMutablePointer<posix_spawn_file_actions_t>,
        _ folder: String
    ) -> Int32 {
        guard let call = dlsym(nil, "posix_spawn_file_actions_addchdir_np") else { return ENOSYS }
        return unsafeBitCast(call, to: FolderChange.self)(actions, folder)
    }

    /// The flag for a session of its own; glibc and musl have it, Swift's view of them does not.
    private static let separation: Int32 = 0x80

    /// Our descriptors, to be closed in the child.
    ///
    /// Ours are all opened to be closed there anyhow; this is for those of libraries. One that was
    /// closed since does no harm.
    private static var inheritable: [Int32] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
        return names.compactMap { Int32($0) }.filter { $0 > 2 }
    }
    #else
    private static func changeFolder(
        _ actions: UnsafeMutablePointer<posix_spawn_file_actions_t?>,
        _ folder: String
    ) -> Int32 {
        posix_spawn_file_actions_addchdir_np(actions, folder)
    }

    private static let separation = POSIX_SPAWN_SETSID | Int32(POSIX_SPAWN_CLOEXEC_DEFAULT)
    private static let inheritable: [Int32] = []
    #endif

    /// The strings as C wants vectors: pointers with a nil behind the last.
    private func withCStrings<Value>(
        _ strings: [String],
        _ body: ([UnsafeMutablePointer<CChar>?]) -> Value
    ) -> Value {
        let copies = strings.map { strdup($0) }
        defer { copies.forEach { free($0) } }
        return body(copies + [nil])
    }
}
