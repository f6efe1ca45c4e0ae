import Foundation

/// All processes of this host, as far as they are ours to see.
enum ProcessTable {
    /// The numbers of all processes.
    static func allPids() -> [Int32] {
        #if os(Linux)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.compactMap { Int32($0) }
        #else
        let count = proc_listallpids(nil, 0)
        guard count > 0 else { return [] }
        var pids = [Int32](repeating: 0, count: Int(count) + 64)
        let bytes = Int32(pids.count * MemoryLayout<Int32>.size)
        let found = proc_listallpids(&pids, bytes)
        return Array(pids.prefix(Int(max(0, found))))
        #endif
    }

    /// The living processes of the session that `leader` opened, the leader included.
    static func session(of leader: Int32) -> [ProcessIdentity] {
        allPids().compactMap { pid in
            guard let status = ProcessStatus(of: pid), status.session == leader, !status.isDead
            else { return nil }
            return ProcessIdentity(runningAs: pid)
        }
    }

    /// The environment a process was started with; empty when it is not ours to read.
    ///
    /// Always empty on macOS, where the kernel keeps it from us.
    static func environment(of pid: Int32) -> [String: String] {
        guard let data = FileManager.default.contents(atPath: "/proc/\(pid)/environ") else {
            return [:]
        }
        var values: [String: String] = [:]
        for pair in data.split(separator: 0) {
            let text = String(decoding: pair, as: UTF8.self)
            guard let equals = text.firstIndex(of: "=") else { continue }
            values[String(text[..<equals])] = String(text[text.index(after: equals)...])
        }
        return values
    }

    /// The living processes that were started with all of these variables.
    static func processes(withEnvironment marker: [String: String]) -> [ProcessIdentity] {
        allPids().compactMap { pid in
            let environment = environment(of: pid)
            guard !environment.isEmpty,
                marker.allSatisfy({ environment[$0.key] == $0.value }),
                let process = ProcessIdentity(runningAs: pid), process.isRunning
            else { return nil }
            return process
        }
    }
}
