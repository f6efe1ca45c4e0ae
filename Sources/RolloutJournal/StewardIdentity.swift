import Foundation
package import RolloutCore

/// Tells processes apart, also from a later one that got the same id.
package enum StewardIdentity {
    /// This process, as a steward.
    ///
    /// On Linux the boot id is followed by the process id namespace: two containers share a boot
    /// and may share a host name, and a pid of one says nothing in the other.
    package static func current() -> Steward {
        let pid = Int(ProcessInfo.processInfo.processIdentifier)
        return Steward(
            pid: pid,
            startTime: startTime(of: pid) ?? "",
            host: hostName,
            bootID: bootID
        )
    }

    /// Whether the process that began at that time still runs; a zombie does not.
    package static func isAlive(pid: Int, startTime: String) -> Bool {
        self.startTime(of: pid) == startTime
    }

    /// The kernel's host name; unlike Foundation's it asks no name server.
    private static var hostName: String {
        var buffer = [CChar](repeating: 0, count: 256)
        guard gethostname(&buffer, buffer.count - 1) == 0 else { return "unknown host" }
        return String(
            decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)),
            as: UTF8.self
        )
    }
}

#if os(Linux)
extension StewardIdentity {
    /// When the process began, in clock ticks since boot; nil when there is none running.
    ///
    /// Field 22 of `/proc/<pid>/stat` (proc(5)), counted behind the last `)`, because the
    /// command's name may hold anything.
    package static func startTime(of pid: Int) -> String? {
        guard let text = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
            let end = text.lastIndex(of: ")")
        else { return nil }
        let fields = text[text.index(after: end)...].split(separator: " ")
        guard fields.count > 19, fields[0] != "Z", fields[0] != "X" else { return nil }
        return String(fields[19])
    }

    private static var bootID: String {
        let file = "/proc/sys/kernel/random/boot_id"
        let boot = (try? String(contentsOfFile: file, encoding: .utf8)) ?? ""
        let namespace = try? FileManager.default.destinationOfSymbolicLink(
            atPath: "/proc/self/ns/pid"
        )
        return boot.trimmingCharacters(in: .whitespacesAndNewlines)
            + (namespace.map { " " + $0 } ?? "")
    }
}
#else
extension StewardIdentity {
    /// When the process began, in microseconds since 1970; nil when there is none running.
    package static func startTime(of pid: Int) -> String? {
        var info = kinfo_proc()
        var size = MemoryLayout<kinfo_proc>.stride
        var name: [Int32] = [CTL_KERN, KERN_PROC, KERN_PROC_PID, Int32(truncatingIfNeeded: pid)]
        guard sysctl(&name, UInt32(name.count), &info, &size, nil, 0) == 0, size > 0,
            Int32(info.kp_proc.p_stat) != SZOMB
        else { return nil }
        let start = info.kp_proc.p_un.__p_starttime
        return String(Int64(start.tv_sec) * 1_000_000 + Int64(start.tv_usec))
    }

    private static var bootID: String {
        var buffer = [CChar](repeating: 0, count: 64)
        var size = buffer.count - 1
        guard sysctlbyname("kern.bootsessionuuid", &buffer, &size, nil, 0) == 0 else {
            return ""
        }
        return String(
            decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)),
            as: UTF8.self
        )
    }
}
#endif
