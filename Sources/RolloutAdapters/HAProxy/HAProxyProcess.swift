import RolloutCore

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A running HAProxy, told from any later process with its number by when it started.
struct HAProxyProcess: Sendable, Equatable, Codable {
    /// Its process id.
    let pid: Int32
    /// When it started, in the system's own unit; only compared.
    let started: Int64

    /// The process with that number now; nil when none runs or only its exit status is left.
    init?(pid: Int32) {
        guard pid > 0, let started = Self.startTime(of: pid) else { return nil }
        self.pid = pid
        self.started = started
    }

    /// Whether that very process still runs.
    var isAlive: Bool { HAProxyProcess(pid: pid) == self }

    /// Sends a signal, unless another process has the number by now.
    func signal(_ number: Int32) {
        if isAlive { kill(pid, number) }
    }

    #if os(Linux)
    private static func startTime(of pid: Int32) -> Int64? {
        guard let text = SmallFile.text("/proc/\(pid)/stat") else { return nil }
        // The name in parentheses may hold anything, so count from the last parenthesis.
        guard let end = text.lastIndex(of: ")") else { return nil }
        let fields = text[text.index(after: end)...].split(separator: " ")
        guard fields.count > 19, fields[0] != "Z", fields[0] != "X" else { return nil }
        return Int64(fields[19])
    }
    #else
    private static func startTime(of pid: Int32) -> Int64? {
        var info = kinfo_proc()
        var size = MemoryLayout<kinfo_proc>.stride
        var name = [CTL_KERN, KERN_PROC, KERN_PROC_PID, pid]
        guard sysctl(&name, 4, &info, &size, nil, 0) == 0, size > 0 else { return nil }
        guard info.kp_proc.p_stat != CChar(SZOMB) else { return nil }
        let time = info.kp_proc.p_starttime
        return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_usec)
    }
    #endif
}
