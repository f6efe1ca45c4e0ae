import RolloutCore

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The HAProxy program on this host.
struct HAProxyBinary: Sendable {
    /// Its absolute path.
    let path: String

    /// How one run of the program ended.
    struct Outcome {
        /// Its exit status; nil when it had to be killed or a signal ended it.
        var status: Int?
        /// What it printed, both streams, at most 64 KiB.
        var output: String
    }

    /// The program at `path`, or the one found in `PATH` and the folders for system programs.
    static func find(_ path: String?) -> HAProxyBinary? {
        if let path { return access(path, X_OK) == 0 ? HAProxyBinary(path: path) : nil }
        let search = getenv("PATH").map { String(cString: $0) } ?? ""
        let folders =
            search.split(separator: ":").map(String.init)
            + ["/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin"]
        return folders.map { $0 + "/haproxy" }.first { access($0, X_OK) == 0 }
            .map { HAProxyBinary(path: $0) }
    }

    /// What to do when there is none.
    static let installHint =
        "Install it (`apt-get install haproxy` on Debian, `brew install haproxy` on macOS), or name "
        + "the program in HANDOFF_HAPROXY."

    /// What is missing when ``find(_:)`` found nothing.
    static func absence(_ path: String?) -> String {
        path.map { "There is no program at \($0). " } ?? "There is no `haproxy` program in PATH. "
    }

    /// The version as the program says it, such as `2.6.12`; nil when it says none.
    func version(log: String) -> String? {
        guard let outcome = try? run(["-v"], log: log), outcome.status == 0 else { return nil }
        guard let start = outcome.output.range(ofWord: "version ") else { return nil }
        let rest = outcome.output[start...]
        let version = rest.prefix { $0.isNumber || $0 == "." }
        return version.isEmpty ? nil : String(version)
    }

    /// Runs the program to its end, at most 5 s, with what it prints in the file `log`.
    ///
    /// With `-D` the end comes when HAProxy has bound its ports, and what runs on is in a session
    /// of its own, with nothing of ours open but `inheriting`, as descriptor 3.
    /// - Throws: a failure when it could not be started.
    func run(
        _ arguments: [String],
        log: String,
        inheriting: Int32? = nil
    ) throws(Failure) -> Outcome {
        var actions = Self.emptyActions()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        let kept = HAProxyListener.inheritedNumber
        if let inheriting { posix_spawn_file_actions_adddup2(&actions, inheriting, kept) }
        #if os(Linux)
        for descriptor in Self.openDescriptors() where descriptor != kept || inheriting == nil {
            posix_spawn_file_actions_addclose(&actions, descriptor)
        }
        #endif
        let pid = try spawn(arguments, &actions)
        let status = Self.wait(for: pid)
        return Outcome(status: status, output: SmallFile.text(log) ?? "")
    }

    #if canImport(Glibc)
    private typealias Actions = posix_spawn_file_actions_t
    private static func emptyActions() -> Actions { posix_spawn_file_actions_t() }
    #else
    private typealias Actions = posix_spawn_file_actions_t?
    private static func emptyActions() -> Actions { nil }
    #endif

    private func spawn(_ arguments: [String], _ actions: inout Actions) throws(Failure) -> pid_t {
        var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) }
        words.append(nil)
        defer { words.forEach { free($0) } }
        let settings: [UnsafeMutablePointer<CChar>?] = [strdup("LC_ALL=C"), nil]
        defer { settings.forEach { free($0) } }
        var pid: pid_t = 0
        let outcome = posix_spawn(&pid, path, &actions, nil, words, settings)
        guard outcome == 0 else {
            throw Failure(
                .refused,
                "HAProxy was not started: \(path): \(String(cString: strerror(outcome)))."
            )
        }
        return pid
    }

    /// What this process has open beyond the three standard streams.
    ///
    /// A HAProxy that inherited, say, the writing end of somebody's pipe would keep it open for
    /// as long as it runs.
    private static func openDescriptors() -> [Int32] {
        guard let folder = opendir("/proc/self/fd") else { return [] }
        defer { closedir(folder) }
        var found: [Int32] = []
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if let number = Int32(name), number > 2 { found.append(number) }
        }
        return found
    }

    private static func wait(for pid: pid_t) -> Int? {
        var status: Int32 = 0
        for _ in 0..<2_500 {
            let ended = waitpid(pid, &status, WNOHANG)
            if ended == pid { return status & 0x7f == 0 ? Int(status >> 8 & 0xff) : nil }
            if ended < 0, errno != EINTR { return nil }
            usleep(2_000)
        }
        kill(pid, SIGKILL)
        waitpid(pid, &status, 0)
        return nil
    }
}

extension String {
    /// The position just behind the first occurrence of `word`.
    fileprivate func range(ofWord word: String) -> String.Index? {
        var rest = self[...]
        while !rest.isEmpty {
            if rest.hasPrefix(word) { return rest.index(rest.startIndex, offsetBy: word.count) }
            rest = rest.dropFirst()
        }
        return nil
    }
}
