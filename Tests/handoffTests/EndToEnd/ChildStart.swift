import Foundation

/// Starts a program with nothing of this process open but the three standard streams.
///
/// Other suites of this process have sockets open, and a program that inherited one would keep its
/// port.
struct ChildStart {
    var words: [String]
    var environment: [String: String]
    /// Where it starts.
    var folder: String
    /// What it prints, made anew.
    var output: String
    /// What it says where errors go, made anew.
    var errors: String

    /// It could not be started, with the system's number for why.
    struct Refused: Error {
        var program: String
        var code: Int32
    }

    /// Starts it and returns its number.
    func callAsFunction() throws -> Int32 {
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
        let flags = O_WRONLY | O_CREAT | O_TRUNC
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, flags, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, errors, flags, 0o600)
        for descriptor in Self.inheritable {
            posix_spawn_file_actions_addclose(&actions, descriptor)
        }
        var none = sigset_t()
        var all = sigset_t()
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        let usual = Int32(POSIX_SPAWN_SETSIGMASK) | Int32(POSIX_SPAWN_SETSIGDEF)
        posix_spawnattr_setflags(&attributes, Int16(usual | Self.separation))
        // The call that changes the folder is hidden from Swift in glibc.
        let shell = ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", folder] + words
        var arguments: [UnsafeMutablePointer<CChar>?] = shell.map { strdup($0) } + [nil]
        var variables: [UnsafeMutablePointer<CChar>?] =
            environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { (arguments + variables).forEach { free($0) } }
        var pid: Int32 = 0
        let code = posix_spawn(&pid, shell[0], &actions, &attributes, &arguments, &variables)
        guard code == 0 else { throw Refused(program: words[0], code: code) }
        return pid
    }

    #if os(Linux)
    private static let separation: Int32 = 0

    private static var inheritable: [Int32] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
        return names.compactMap { Int32($0) }.filter { $0 > 2 }
    }
    #else
    private static let separation = POSIX_SPAWN_CLOEXEC_DEFAULT
    private static let inheritable: [Int32] = []
    #endif
}
