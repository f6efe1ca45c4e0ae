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
        "Install it (`apt-get install haproxy` on Debian, `brew install haproxy` on macOS), or "
        + "name the program in HANDOFF_HAPROXY."

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
    /// of its own, with nothing of ours open. `meanwhile` is called every 2 ms until then.
    /// - Throws: a failure when it could not be started.
    func run(
        _ arguments: [String],
        log: String,
        meanwhile: () -> Void = {}
    ) throws(Failure) -> Outcome {
        do throws(SystemError) {
            unlink(log)
            let spawn = Spawn(
                arguments: [path] + arguments,
                environment: ["LC_ALL": "C"],
                output: log
            )
            let status = Self.wait(for: try spawn(), meanwhile)
            return Outcome(status: status, output: HAProxyFile.text(log) ?? "")
        } catch {
            throw Failure(.refused, "HAProxy was not started: \(path): \(error.words).")
        }
    }

    private static func wait(for pid: pid_t, _ meanwhile: () -> Void) -> Int? {
        var status: Int32 = 0
        for _ in 0..<2_500 {
            meanwhile()
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
