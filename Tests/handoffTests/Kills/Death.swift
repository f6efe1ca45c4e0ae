import Foundation

/// A process that was killed.
struct Death {
    let victim: Victim
    let pid: Int32
    /// Seconds since 1970 when it was sent KILL.
    let killedAt: Double
    /// Seconds since 1970 when it was certainly gone.
    ///
    /// A dying process is not gone at once: its memory is freed before its sockets.
    let goneAt: Double

    /// Kills it and waits until it is gone, at most 10 s.
    init(of victim: Victim, pid: Int32) throws {
        self.victim = victim
        self.pid = pid
        killedAt = Date().timeIntervalSince1970
        guard kill(pid, SIGKILL) == 0 else { throw NotReached(what: "a kill", phase: "\(errno)") }
        while try Self.isThere(pid) {
            guard Date().timeIntervalSince1970 < killedAt + 10 else {
                throw NotReached(what: "the end of \(pid)", phase: "killed")
            }
        }
        goneAt = Date().timeIntervalSince1970
    }

    /// How a request ends that was at it.
    var endings: [String] {
        let cut = ["closed ", "receive", "send"]
        return switch victim {
        case .steward, .dashboard, .job: []
        case .instance: cut + ["status 502"]
        case .router: cut
        }
    }

    private static func isThere(_ pid: Int32) throws -> Bool {
        let look = Process()
        let pipe = Pipe()
        look.executableURL = URL(filePath: "/bin/ps")
        look.arguments = ["-o", "stat=", "-p", "\(pid)"]
        look.standardOutput = pipe
        try look.run()
        let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
        look.waitUntilExit()
        let state = String(decoding: bytes, as: UTF8.self)
        return !state.isEmpty && !state.hasPrefix("Z")
    }
}
