import Foundation

/// The running processes that name one folder, told by what they are.
struct FolderProcesses: Equatable {
    var instances: Set<Int32> = []
    var routers: Set<Int32> = []
    var stewards: Set<Int32> = []
    var others: [String] = []

    /// Looks who runs now and has the folder in its arguments.
    ///
    /// Every process of a trial has: instances run from the artifacts kept there.
    init(of folder: String) throws {
        let list = Process()
        let pipe = Pipe()
        list.executableURL = URL(filePath: "/bin/ps")
        list.arguments = ["-A", "-ww", "-o", "pid=,stat=,args="]
        list.standardOutput = pipe
        try list.run()
        let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        list.waitUntilExit()
        for line in text.split(separator: "\n") where line.contains(folder) {
            let words = line.split(separator: " ", omittingEmptySubsequences: true)
            guard words.count > 2, !words[1].hasPrefix("Z"), let pid = Int32(words[0]) else {
                continue
            }
            if words[2].hasSuffix("/haproxy") {
                routers.insert(pid)
            } else if words.contains("serve") {
                instances.insert(pid)
            } else if words.contains("steward") {
                stewards.insert(pid)
            } else {
                others.append(String(line))
            }
        }
    }

    var isEmpty: Bool {
        instances.isEmpty && routers.isEmpty && stewards.isEmpty && others.isEmpty
    }
}
