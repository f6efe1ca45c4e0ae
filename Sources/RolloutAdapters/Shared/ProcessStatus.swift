import Foundation

/// What the kernel says of a process.
struct ProcessStatus: Equatable {
    /// When it started, as ``ProcessIdentity/started`` has it.
    var started: String
    /// The session it belongs to, by its leader's number.
    var session: Int32
    /// It ended, and nobody has waited for it yet.
    var isDead: Bool
}

#if os(Linux)
extension ProcessStatus {
    /// Reads `/proc/<pid>/stat`; nil when there is no such process.
    init?(of pid: Int32) {
        guard let data = FileManager.default.contents(atPath: "/proc/\(pid)/stat") else {
            return nil
        }
        self.init(stat: String(decoding: data, as: UTF8.self))
    }

    /// Takes apart the line described in proc(5).
    ///
    /// The name in parentheses may hold spaces and parentheses itself, so fields count from
    /// behind the last one: state is field 3, session 6, start time 22.
    init?(stat: String) {
        guard let end = stat.lastIndex(of: ")") else { return nil }
        let fields = stat[stat.index(after: end)...].split(separator: " ")
        guard fields.count > 19, let session = Int32(fields[3]) else { return nil }
        started = "\(fields[19])@\(Self.boot)"
        self.session = session
        isDead = fields[0] == "Z" || fields[0] == "X"
    }

    private static let boot: String = {
        let data = FileManager.default.contents(atPath: "/proc/sys/kernel/random/boot_id")
        return String(decoding: data ?? Data(), as: UTF8.self)
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }()
}
#else
extension ProcessStatus {
    /// Asks the kernel; nil when there is no such process, and for a dead one.
    init?(of pid: Int32) {
        var info = proc_bsdinfo()
        let size = Int32(MemoryLayout<proc_bsdinfo>.size)
        guard proc_pidinfo(pid, PROC_PIDTBSDINFO, 0, &info, size) == size else { return nil }
        started = "\(info.pbi_start_tvsec * 1_000_000 + info.pbi_start_tvusec)"
        session = getsid(pid)
        isDead = info.pbi_status == UInt32(SZOMB)
    }
}
#endif
