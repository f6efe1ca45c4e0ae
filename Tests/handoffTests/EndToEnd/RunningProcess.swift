import Foundation

/// A process of this host that runs; one that only waits to be collected does not.
struct RunningProcess: Hashable {
    var pid: Int32
    /// Its command line, words separated by spaces.
    var command: String

    /// All that may be seen.
    static var all: [RunningProcess] {
        #if os(Linux)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.compactMap(Int32.init).compactMap { pid in
            let bytes = FileManager.default.contents(atPath: "/proc/\(pid)/cmdline") ?? Data()
            // The dead have no command line any more.
            guard !bytes.isEmpty else { return nil }
            let words = String(decoding: bytes, as: UTF8.self).split(separator: "\0")
            return RunningProcess(pid: pid, command: words.joined(separator: " "))
        }
        #else
        let process = Process()
        process.executableURL = URL(filePath: "/bin/ps")
        process.arguments = ["-axww", "-o", "pid=,command="]
        let pipe = Pipe()
        process.standardOutput = pipe
        guard (try? process.run()) != nil else { return [] }
        let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return text.split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ", maxSplits: 1)
            guard words.count == 2, let pid = Int32(words[0]) else { return nil }
            return RunningProcess(pid: pid, command: String(words[1]))
        }
        #endif
    }
}
